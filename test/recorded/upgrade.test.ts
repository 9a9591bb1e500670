import { describe, expect, test } from 'vitest'
import { applyPatch, defaultSidecarSet, hashSidecarSet } from '../../src/index.js'
import type { Pod, ProfileName, SidecarSet } from '../../src/index.js'
import { inspectPods, planSidecarUpdate } from '../../src/update.js'
import { orderNames } from '../update/cluster.js'
import { deepFreeze } from '../laws/deep-freeze.js'
import { prune } from './prune.js'
import { readRecorded } from './read-recorded.js'

interface RecordedChange {
  readonly name: string
  readonly pod?: Pod
  readonly afterFlip?: boolean
  readonly error?: string
}

interface RecordedPod {
  readonly name: string
  readonly matched: boolean
  readonly hot?: Readonly<
    Record<string, { readonly working: string; readonly other: string; readonly target: string }>
  >
}

interface RecordedRound {
  readonly name: string
  readonly profile: ProfileName
  readonly now: string
  readonly sidecarSet: SidecarSet
  readonly pods: readonly Pod[]
  readonly expect: {
    readonly sidecarSet: { readonly hash: string; readonly hashWithoutImage: string; readonly spec: unknown }
    readonly status: unknown
    readonly pods: readonly RecordedPod[]
    readonly order?: readonly string[]
    readonly orderWithPriority?: readonly string[]
    readonly next: readonly string[]
    readonly gate: string
    readonly flips: readonly RecordedChange[]
    readonly upgrades: readonly RecordedChange[]
  }
}

/** What was recorded calls the empty container of a pair `other`. */
function withWords(pod: RecordedPod): object {
  const { hot, ...rest } = pod
  if (hot === undefined) return rest
  const pairs = Object.entries(hot).map(([name, { other, ...pair }]) => [name, { ...pair, empty: other }])
  return { ...rest, hot: Object.fromEntries(pairs) as unknown }
}

const rounds = readRecorded<RecordedRound>('upgrade-v1.3.0.jsonl').map((round) => deepFreeze(round))

test('holds what was recorded', () => expect(rounds).toHaveLength(150))

describe.each(rounds)('$name', ({ profile, now, sidecarSet, pods, expect: expected }) => {
  const options = { profile, now, hashes: 'computed' } as const
  const podNamed = (name: string): Pod | undefined => pods.find((pod) => pod.metadata?.name === name)

  test('the SidecarSet as it is stored', () => {
    const { hash, hashWithoutImage, spec } = expected.sidecarSet
    expect(hashSidecarSet(sidecarSet, { profile })).toEqual({ hash, hashWithoutImage })
    expect(prune(defaultSidecarSet(sidecarSet, { profile }).spec)).toEqual(prune(spec))
  })

  test('every Pod before the round, and the counters', () => {
    const inspections = inspectPods(sidecarSet, pods, options)
    expect(inspections).toMatchObject(expected.pods.map(withWords))
    expected.pods.forEach((recorded, index) => {
      const inspection: object = inspections[index] ?? {}
      for (const field of ['inHotUpgrade', 'hotUpgradeReady', 'hot'])
        expect(Object.hasOwn(inspection, field)).toBe(Object.hasOwn(recorded, field))
    })
  })

  test('the order, with and without priority', () => {
    const { order, orderWithPriority } = expected
    if (order !== undefined) expect(orderNames(sidecarSet, pods, options)).toEqual(order)
    if (orderWithPriority !== undefined)
      expect(orderNames(sidecarSet, pods, { ...options, profile: 'v1.9.0' })).toEqual(orderWithPriority)
  })

  test('the round: status, gate, picks, and every Pod after, by object and by patch', () => {
    const plan = planSidecarUpdate(sidecarSet, pods, options)
    expect(plan.status).toEqual(expected.status)
    expect(plan.gate).toBe(expected.gate)
    expect(plan.next.map(({ name }) => name)).toEqual(expected.next)
    expect(plan.conditions).toEqual([])

    expect(plan.flips.map(({ name, pod }) => ({ name, pod }))).toEqual(expected.flips)
    for (const { name, pod, patch } of plan.flips) expect(applyPatch(podNamed(name), patch)).toEqual(pod)

    expect(plan.upgrades.map(({ name }) => name)).toEqual(expected.upgrades.map(({ name }) => name))
    plan.upgrades.forEach((upgrade, index) => {
      const recorded = expected.upgrades[index]
      expect('issues' in upgrade).toBe(recorded?.error !== undefined)
      if ('issues' in upgrade) {
        expect(upgrade.issues).toMatchObject([{ code: 'annotation-not-mergeable' }])
        return
      }
      const flip = plan.flips.find(({ name }) => name === upgrade.name)
      expect(upgrade.pod).toEqual(recorded?.pod)
      expect(flip !== undefined).toBe(recorded?.afterFlip ?? false)
      expect(applyPatch(podNamed(upgrade.name), upgrade.patch)).toEqual(upgrade.pod)
      if (flip !== undefined) expect(applyPatch(flip.pod, upgrade.patch)).toEqual(upgrade.pod)
    })
  })

  test('every matched Pod is upgraded or waits for a reason', () => {
    const { upgrades, waiting } = planSidecarUpdate(sidecarSet, pods, options)
    const matched = expected.pods.filter(({ matched }) => matched).map(({ name }) => name)
    expect([...upgrades, ...waiting].map(({ name }) => name).sort()).toEqual([...matched].sort())
    for (const { message } of waiting) expect(message).not.toBe('')
  })
})
