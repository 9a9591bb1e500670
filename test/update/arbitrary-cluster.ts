import fc from 'fast-check'
import { simulateRollout } from '../../src/update.js'
import type { Pod, SidecarContainer, SidecarSet, SidecarSetUpdateStrategy } from '../../src/index.js'
import { cold, digestOf, hot, runningPod, settled, setWith, withStatus } from './cluster.js'

/** A SidecarSet that has just been changed, and the Pods it finds. */
export interface Cluster {
  readonly set: SidecarSet
  readonly pods: readonly Pod[]
}

/** What of a cluster is left to chance. */
export interface ClusterOptions {
  /** All Pods ready, no pausing, at least one unavailable Pod allowed: a rollout that can get to its end. */
  readonly canFinish?: boolean
}

const limit = fc.oneof(fc.nat(6), fc.constantFrom('0%', '10%', '33%', '50%', '99%', '100%', '150%'))
const key = fc.constantFrom('zone', 'canary')
const value = fc.constantFrom('a', 'b', '')

function arbitraryStrategy({ canFinish }: ClusterOptions): fc.Arbitrary<SidecarSetUpdateStrategy> {
  const rules = {
    partition: limit,
    selector: fc.constantFrom(
      {},
      { matchLabels: { zone: 'a' } },
      { matchExpressions: [{ key: 'canary', operator: 'Exists' }] },
    ),
    // No wildcards: what they stand for is ordered by first appearance among the Pods given.
    scatterStrategy: fc.array(fc.record({ key, value }), { maxLength: 3 }),
    priorityStrategy: fc.constantFrom(
      { orderPriority: [{ orderedKey: 'canary' }] },
      { weightPriority: [{ weight: 5, matchSelector: { matchLabels: { zone: 'b' } } }] },
    ),
  }
  return canFinish === true
    ? fc.record(
        { ...rules, maxUnavailable: fc.constantFrom(1, 2, 5, '100%') },
        { requiredKeys: ['maxUnavailable'] },
      )
    : fc.record(
        {
          ...rules,
          maxUnavailable: limit,
          paused: fc.constantFrom(false, false, false, true),
          type: fc.constantFrom('RollingUpdate', 'RollingUpdate', 'RollingUpdate', 'NotUpdate'),
        },
        { requiredKeys: [] },
      )
}

/** Containers of one version. The first three images differ from version to version, `d` never does. */
const containersOf = (version: number): readonly SidecarContainer[] => [
  cold('a', `a:${version}`),
  hot('b', `b:${version}`),
  cold('c', `c@${digestOf(`c${version}`)}`),
  cold('d', 'd:1'),
]

interface Shape {
  readonly isOld: boolean
  readonly needsRecreate: boolean
  readonly isBack: boolean
  readonly zone: string | undefined
  readonly canary: string | undefined
  readonly phase: string
  readonly ready: string
  readonly restarts: number
}

const shape: fc.Arbitrary<Shape> = fc.record({
  isOld: fc.boolean(),
  needsRecreate: fc.boolean(),
  isBack: fc.boolean(),
  zone: fc.option(fc.constantFrom('a', 'b'), { nil: undefined }),
  canary: fc.option(fc.constantFrom('a', 'web-3', 'web-12'), { nil: undefined }),
  phase: fc.constantFrom('Running', 'Running', 'Running', 'Pending', 'Unknown', 'Succeeded'),
  ready: fc.constantFrom('True', 'True', 'False'),
  restarts: fc.nat(2),
})

/**
 * Clusters of up to ten Pods, of which no two are alike in rank. Some are in the middle of an earlier rollout: images
 * that are not there yet, hot upgrades that are not flipped.
 */
export function arbitraryCluster(options: ClusterOptions = {}): fc.Arbitrary<Cluster> {
  const names = fc.subarray(['a', 'b', 'c', 'd'], { minLength: 1 })
  const earlierRounds = options.canFinish === true ? fc.constant(0) : fc.nat(4)
  return fc
    .tuple(arbitraryStrategy(options), names, fc.array(shape, { maxLength: 10 }), earlierRounds)
    .map(([strategy, picked, shapes, maxRounds]) => {
      const pick = (version: number, env = {}): SidecarSet =>
        setWith(
          containersOf(version)
            .filter(({ name }) => picked.includes(name ?? ''))
            .map((each) => ({ ...each, ...env })),
          strategy,
        )
      const recreate = pick(1, { env: [{ name: 'A', value: 'b' }] })
      const pods = shapes.map((each, index) => {
        const old = each.needsRecreate && index % 3 === 0 ? recreate : pick(1)
        return buildPod(each.isOld ? old : pick(3), each, index, options)
      })
      const earlier = { ...pick(2), spec: { ...pick(2).spec, updateStrategy: { maxUnavailable: 3 } } }
      const set = pick(3)
      const halfway = simulateRollout(earlier, pods, { now: '2025-12-01T00:00:00Z', maxRounds }).pods
      return { set, pods: halfway.map((pod, index) => (shapes[index]?.isBack === true ? settled(pod) : pod)) }
    })
}

function buildPod(set: SidecarSet, shape: Shape, index: number, { canFinish }: ClusterOptions): Pod {
  const { zone, canary, phase, ready, restarts } = shape
  const labels = { ...(zone === undefined ? {} : { zone }), ...(canary === undefined ? {} : { canary }) }
  const creationTimestamp = `2025-01-01T00:00:${String(10 + ((index * 7) % 50))}Z`
  const pod = runningPod(set, `web-${index}`, { metadata: { labels, creationTimestamp } })
  if (canFinish === true) return pod
  return withStatus(pod, {
    phase,
    conditions: [{ type: 'Ready', status: ready, lastTransitionTime: '2025-01-02T00:00:00Z' }],
    containerStatuses: pod.status?.containerStatuses?.map((report) => ({
      ...report,
      restartCount: restarts,
    })),
  })
}
