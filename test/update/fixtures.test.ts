import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { applyPatch, formatIssues, parseManifests, parseYaml } from 'sidecarset'
import {
  classifyChange,
  describeRollout,
  formatRollout,
  inspectPods,
  planSidecarUpdate,
  simulateRollout,
} from 'sidecarset/update'
import type { JsonPatchOperation, Pod, ProfileName, SidecarSet } from 'sidecarset'
import { injected, now, settled, withStatus } from './cluster.js'

/** Each folder is a round: `before.yaml` was injected into `pods.yaml`, and now it is `sidecarset.yaml`. */
const folder = new URL('../../fixtures/update/', import.meta.url)
const known = [
  'README.md',
  'before.yaml',
  'sidecarset.yaml',
  'pods.yaml',
  'options.yaml',
  'expected.report.txt',
]

interface FixtureOptions {
  readonly profile?: ProfileName
  /** So many rounds were played before, with the Pods all come up since. */
  readonly playedRounds?: number
}

const report = (name: string): string => {
  const read = (file: string): string => readFileSync(new URL(`${name}/${file}`, folder), 'utf8')
  const options = existsSync(new URL(`${name}/options.yaml`, folder))
    ? (parseYaml(read('options.yaml'))[0] as FixtureOptions)
    : {}
  const set = setOf(read('sidecarset.yaml'))
  const before = setOf(read('before.yaml'))
  const profile = options.profile ?? 'v1.3.0'
  const start = parseManifests(read('pods.yaml')).pods.map((pod) => injected(before, pod, profile))
  const played = simulateRollout(set, start, { now, profile, maxRounds: options.playedRounds ?? 0 })
  const pods = options.playedRounds === undefined ? start : played.pods.map(comeUp)
  return [
    `change: ${classifyChange(before, set, { profile }).needs}`,
    ...describeRound(set, pods, profile),
    '',
    formatRollout(simulateRollout(set, pods, { now, profile })),
    '',
  ].join('\n')
}

const comeUp = (pod: Pod): Pod =>
  withStatus(settled(pod), { conditions: [{ type: 'Ready', status: 'True' }] })

const setOf = (text: string): SidecarSet => {
  const [set] = parseManifests(text).sidecarSets
  if (set === undefined) throw new Error('no SidecarSet')
  return set
}

const describeRound = (set: SidecarSet, pods: readonly Pod[], profile: ProfileName): string[] => {
  const { status, gate, next, flips, upgrades, conditions, waiting } = planSidecarUpdate(set, pods, {
    now,
    profile,
  })
  for (const change of [...flips, ...upgrades]) {
    const given = pods.find((pod) => pod.metadata?.name === change.name)
    if ('patch' in change) expect(applyPatch(given, change.patch)).toEqual(change.pod)
  }
  const unmatched = inspectPods(set, pods, { profile }).filter(({ matched }) => !matched)
  return [
    `status: ${status.matchedPods} matched, ${status.updatedPods} updated, ${status.readyPods} ready`,
    `rollout: ${describeRollout(set, { status, profile }).message}`,
    `gate: ${gate}`,
    `next: ${next.map(({ name }) => name).join(' ') || 'none'}`,
    ...flips.flatMap(({ name, patch }) => [`flip ${name}`, ...patch.map(describeOperation)]),
    ...upgrades.flatMap((upgrade) => [
      `upgrade ${upgrade.name}`,
      ...('patch' in upgrade ? upgrade.patch.map(describeOperation) : [`  ${formatIssues(upgrade.issues)}`]),
    ]),
    ...conditions.map(({ name, type, status, message }) => `condition ${name} ${type}=${status} ${message}`),
    ...waiting.map(({ name, reason, message }) => `${name} waits: ${message} [${reason}]`),
    ...unmatched.map(({ name, reason, message }) => `${name} does not take part: ${message} [${reason}]`),
  ]
}

/** Hashes and digests are shortened: they say nothing to people. */
const describeOperation = (operation: JsonPatchOperation): string => {
  const value = 'value' in operation ? String(operation.value) : ''
  const shown = value.replace(/\b[b-z2-9]{64}\b|\b[0-9a-f]{64}\b/g, '...')
  return `  ${operation.op} ${operation.path} ${shown}`
}

describe.each(readdirSync(folder))('%s', (name) => {
  const file = new URL(`${name}/expected.report.txt`, folder)

  test('has no files that nobody reads', () =>
    expect(known).toEqual(expect.arrayContaining(readdirSync(new URL(name, folder)))))

  test('is one sentence', () =>
    expect(readFileSync(new URL(`${name}/README.md`, folder), 'utf8').trim()).toMatch(/^[^\n]+\.$/))

  test('the report', () => {
    const written = report(name)
    if (process.env['UPDATE_FIXTURES'] === '1') writeFileSync(file, written)
    expect(written).toBe(readFileSync(file, 'utf8'))
  })
})
