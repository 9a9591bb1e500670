import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { applyPatch } from 'sidecarset'
import { inspectPods, planSidecarUpdate, simulateRollout } from 'sidecarset/update'
import type { ProfileName, SidecarSet } from 'sidecarset'
import type { PodInspection, SidecarUpdatePlan } from 'sidecarset/update'
import { deepFreeze } from '../laws/deep-freeze.js'
import { arbitraryCluster, type Cluster } from './arbitrary-cluster.js'
import { namesOf, now, orderNames } from './cluster.js'

const profiles = fc.constantFrom<ProfileName>('v1.3.0', 'v1.9.0')
const planOf = ({ set, pods }: Cluster, profile: ProfileName): SidecarUpdatePlan =>
  planSidecarUpdate(set, pods, { now, profile })

/** A limit in Pods, computed apart from the library. */
function limitOf(
  value: number | string | undefined,
  absent: number,
  total: number,
  profile: ProfileName,
): number {
  if (typeof value !== 'string') return value ?? absent
  const exact = (Number.parseInt(value, 10) * total) / 100
  return profile === 'v1.3.0' ? Math.floor(exact) : Math.ceil(exact)
}

const strategyOf = (set: SidecarSet): NonNullable<NonNullable<SidecarSet['spec']>['updateStrategy']> =>
  set.spec?.updateStrategy ?? {}
const isBusy = (pod: PodInspection): boolean => pod.updated && !(pod.consistent && pod.ready)

describe('laws of a round', () => {
  test('never more unavailable than maxUnavailable allows', () =>
    fc.assert(
      fc.property(arbitraryCluster(), profiles, (cluster, profile) => {
        const matched = inspectPods(cluster.set, cluster.pods, { profile }).filter((pod) => pod.matched)
        const { next } = planOf(cluster, profile)
        const busy = matched.filter(isBusy).length
        const interrupted = matched.filter(
          ({ name, ready }) => ready && next.some((id) => id.name === name),
        ).length
        const allowed = limitOf(strategyOf(cluster.set).maxUnavailable, 1, matched.length, profile)
        expect(busy + interrupted).toBeLessThanOrEqual(Math.max(busy, allowed))
      }),
    ))

  test('never fewer held back than the partition says', () =>
    fc.assert(
      fc.property(arbitraryCluster(), (cluster) => {
        const { next, status } = planOf(cluster, 'v1.3.0')
        const candidates = orderNames(cluster.set, cluster.pods).length
        const partition = limitOf(strategyOf(cluster.set).partition, 0, status.matchedPods, 'v1.3.0')
        expect(candidates - next.length).toBeGreaterThanOrEqual(Math.min(partition, candidates))
      }),
    ))

  test('the Pods taken are the beginning of the order', () =>
    fc.assert(
      fc.property(arbitraryCluster(), profiles, (cluster, profile) => {
        const { next } = planOf(cluster, profile)
        expect(namesOf(next)).toEqual(
          orderNames(cluster.set, cluster.pods, { profile }).slice(0, next.length),
        )
      }),
    ))

  test('the order in which the Pods are given does not matter', () => {
    const sorted = <T extends { readonly name: string }>(list: readonly T[]): readonly T[] =>
      [...list].sort((a, b) => a.name.localeCompare(b.name))
    const unordered = (plan: SidecarUpdatePlan): unknown => ({
      ...plan,
      flips: sorted(plan.flips),
      conditions: sorted(plan.conditions),
      budget: { ...plan.budget, unavailable: sorted(plan.budget.unavailable) },
      waiting: sorted(plan.waiting),
    })
    const shuffled = arbitraryCluster().chain((cluster) =>
      fc
        .shuffledSubarray([...cluster.pods], { minLength: cluster.pods.length })
        .map((pods) => ({ cluster, pods })),
    )
    fc.assert(
      fc.property(shuffled, profiles, ({ cluster, pods }, profile) => {
        expect(unordered(planOf({ ...cluster, pods }, profile))).toEqual(unordered(planOf(cluster, profile)))
      }),
    )
  })

  test('inputs stay as they are, and the same input gives the same plan', () =>
    fc.assert(
      fc.property(arbitraryCluster(), profiles, (cluster, profile) => {
        const frozen = deepFreeze(cluster)
        const copy = structuredClone(cluster)
        expect(planOf(frozen, profile)).toEqual(planOf(copy, profile))
        expect(planOf(frozen, profile)).toEqual(planOf(frozen, profile))
        expect(frozen).toEqual(copy)
      }),
    ))

  test('patch and Pod after agree, and every matched Pod is upgraded or waits', () =>
    fc.assert(
      fc.property(arbitraryCluster(), profiles, (cluster, profile) => {
        const { flips, upgrades, waiting, status } = planOf(cluster, profile)
        const given = new Map(cluster.pods.map((pod) => [pod.metadata?.name, pod]))
        for (const change of [...flips, ...upgrades]) {
          if ('patch' in change) expect(applyPatch(given.get(change.name), change.patch)).toEqual(change.pod)
        }
        expect(upgrades.length + waiting.length).toBe(status.matchedPods)
      }),
    ))

  test('an upgraded Pod has the latest hash, and keeps everything but images and annotations', () =>
    fc.assert(
      fc.property(arbitraryCluster(), (cluster) => {
        for (const upgrade of planOf(cluster, 'v1.3.0').upgrades) {
          if ('issues' in upgrade) throw new Error('failed')
          expect(inspectPods(cluster.set, [upgrade.pod])).toMatchObject([{ updated: true, matched: true }])
          const given = cluster.pods.find((pod) => pod.metadata?.name === upgrade.name)
          expect(upgrade.pod.status).toEqual(given?.status)
          for (const { path } of upgrade.patch)
            expect(path).toMatch(/^\/metadata\/annotations\/[^/]+$|^\/spec\/containers\/\d+\/image$/)
        }
      }),
    ))
})

describe('laws of a rollout', () => {
  const rounds = fc.integer({ min: 1, max: 3 })

  test('to the end: every upgradable selected Pod beyond the partition has the latest hash', () =>
    fc.assert(
      fc.property(arbitraryCluster({ canFinish: true }), rounds, ({ set, pods }, readiness) => {
        const candidates = orderNames(set, pods).length
        const { end, status, waiting, pods: after } = simulateRollout(set, pods, { now, readiness })
        expect(end).not.toBe('limit')
        const partition = Math.min(
          limitOf(strategyOf(set).partition, 0, status.matchedPods, 'v1.3.0'),
          candidates,
        )
        expect(orderNames(set, after)).toHaveLength(partition)
        expect(waiting.filter(({ reason }) => reason === 'held-by-partition')).toHaveLength(partition)
        expect(status.readyPods).toBe(status.matchedPods)
      }),
    ))

  test('at no time are more Pods unavailable than maxUnavailable allows', () =>
    fc.assert(
      fc.property(arbitraryCluster({ canFinish: true }), rounds, ({ set, pods }, readiness) => {
        const { steps } = simulateRollout(set, pods, { now, readiness })
        for (const { unavailable, status } of steps) {
          const allowed = limitOf(strategyOf(set).maxUnavailable, 1, status.matchedPods, 'v1.3.0')
          expect(unavailable.length).toBeLessThanOrEqual(allowed)
        }
      }),
    ))

  test('it ends, whatever the Pods are like, and then nothing is left to do', () =>
    fc.assert(
      fc.property(
        arbitraryCluster(),
        fc.constantFrom<number | 'never'>(1, 2, 'never'),
        ({ set, pods }, readiness) => {
          const { end, pods: after } = simulateRollout(set, pods, { now, readiness, maxRounds: 200 })
          expect(end).not.toBe('limit')
          const { flips, upgrades } = planSidecarUpdate(set, after, { now })
          expect([...flips, ...upgrades]).toEqual([])
        },
      ),
    ))

  test('it is a chain of rounds: each step is the plan for the Pods of its time', () =>
    fc.assert(
      fc.property(arbitraryCluster(), ({ set, pods }) => {
        const whole = simulateRollout(set, deepFreeze([...pods]), { now, maxRounds: 5 })
        const [first] = whole.steps
        const { flips, next, gate, upgrades } = planSidecarUpdate(set, pods, { now })
        if (first === undefined) {
          expect([...flips, ...upgrades]).toEqual([])
          return
        }
        expect(first.gate).toBe(gate)
        if (first.settled.length === 0 && gate === 'upgrade') expect(first.upgraded).toEqual(next)
        expect(simulateRollout(set, pods, { now, maxRounds: 5 })).toEqual(whole)
      }),
    ))
})
