import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parseManifests, type SidecarSet } from 'sidecarset'
import {
  classifyChange,
  formatRollout,
  inspectPods,
  planSidecarUpdate,
  simulateRollout,
} from 'sidecarset/update'
import { now } from './cluster.js'

/** Situations from public bug reports: what a person who asks has to be told. */
const read = (name: string) => {
  const text = readFileSync(new URL(`../../fixtures/reports/${name}/input.yaml`, import.meta.url), 'utf8')
  const { sidecarSets, pods } = parseManifests(text)
  const [set] = sidecarSets
  if (set === undefined) throw new Error('no SidecarSet')
  return { set, pods }
}

describe('5% of six Pods is none in v1.3.0', () => {
  const { set, pods } = read('R02-percent-of-five-rounds-to-nothing')

  test('the waiting Pods say so, with the smallest value that works', () => {
    const { waiting, budget } = planSidecarUpdate(set, pods, { now })
    expect(budget).toMatchObject({ maxUnavailable: 0, unavailable: [] })
    expect(waiting).toHaveLength(6)
    for (const { message } of waiting)
      expect(message).toMatch(/5% of 6 Pods is 0 in OpenKruise v1\.3\.0.*17%/)
  })

  test('the smallest value works', () => {
    const wider: SidecarSet = { ...set, spec: { ...set.spec, updateStrategy: { maxUnavailable: '17%' } } }
    expect(simulateRollout(wider, pods, { now }).end).toBe('complete')
  })

  test('in v1.9.0 it is one', () =>
    expect(simulateRollout(set, pods, { now, profile: 'v1.9.0' })).toMatchObject({ end: 'complete' }))
})

test('the tag latest changes a default, and the message says what to write', () => {
  const { set, pods } = read('R03-tag-latest-changes-the-pull-policy')
  const before: SidecarSet = {
    ...set,
    spec: { ...set.spec, containers: [{ name: 'side', image: 'side:1.36' }] },
  }
  const [change] = classifyChange(before, set).containers
  expect(change).toMatchObject({ needs: 'recreate', defaulted: ['imagePullPolicy'] })
  expect(change?.message).toMatch(/defaults to Always for the tag latest.*write it out/)
  expect(inspectPods(set, pods).map(({ reason }) => reason)).toEqual(['needs-recreate', 'needs-recreate'])
  const written = (image: string): SidecarSet => ({
    ...set,
    spec: { ...set.spec, containers: [{ name: 'side', image, imagePullPolicy: 'IfNotPresent' }] },
  })
  expect(classifyChange(written('side:1.36'), written('side:latest')).needs).toBe('in-place')
})

test('Pods that were there before the SidecarSet are not up to date', () => {
  const { set, pods } = read('R18-pods-that-were-there-before')
  const simulation = simulateRollout(set, pods, { now })
  expect(simulation).toMatchObject({
    end: 'no-pods',
    steps: [],
    unmatched: [
      { name: 'job-0', reason: 'not-injected' },
      { name: 'job-1', reason: 'not-injected' },
    ],
  })
  expect(formatRollout(simulation)).toMatch(
    /0 rounds: none of the 2 Pods that match has the sidecar.*created without it/,
  )
})

describe('a broken image', () => {
  const { set, pods } = read('R31-a-broken-image-holds-all-the-others')

  test('the waiting Pod names who uses up the budget, and why', () => {
    const { waiting, budget } = planSidecarUpdate(set, pods, { now })
    expect(budget.unavailable).toEqual([
      { namespace: 'default', name: 'pod-1', message: 'side ImagePullBackOff' },
    ])
    expect(waiting.find(({ name }) => name === 'pod-0')?.message).toContain(
      'pod-1 is not ready: side ImagePullBackOff',
    )
  })

  test('it does not turn ready by itself', () =>
    expect(simulateRollout(set, pods, { now })).toMatchObject({ end: 'stopped', steps: [] }))
})

test('no Pods at all, and a selector that fits none', () => {
  const { set, pods } = read('R18-pods-that-were-there-before')
  expect(formatRollout(simulateRollout(set, [], { now }))).toContain('0 rounds: there are no Pods')
  const others = pods.map((pod) => ({ ...pod, metadata: { ...pod.metadata, labels: {} } }))
  expect(formatRollout(simulateRollout(set, others, { now }))).toContain('none of the 2 Pods matches')
})

test('a rollout shares the options of all formats', () => {
  const { set, pods } = read('R02-percent-of-five-rounds-to-nothing')
  const simulation = simulateRollout(set, pods, { now })
  const narrow = formatRollout(simulation, { width: 60 }).split('\n')
  expect(Math.max(...narrow.map((line) => line.length))).toBeLessThanOrEqual(60)
  expect(formatRollout(simulation, { color: true })).toContain('\u001b[')
  expect(formatRollout(simulation, { format: 'markdown' })).toMatch(/^- SidecarSet `/)
})
