import type { PodFacts } from './examine-pod.js'
import { compilePriority } from './priority.js'
import { computeQuota, type Quota } from './quota.js'
import { compareRank } from './rank.js'
import { scatter } from './scatter.js'
import type { UpdateTarget } from './update-target.js'

/** Which Pods a round takes. */
export interface Choice {
  /** All candidates, in the order in which they are upgraded. */
  readonly order: readonly PodFacts[]
  /** Those taken now: the beginning of the order. */
  readonly next: readonly PodFacts[]
  /** Those that have to wait for others; they follow in the order. */
  readonly queued: readonly PodFacts[]
  /** Those that the partition holds back: the end of the order. */
  readonly held: readonly PodFacts[]
  readonly quota: Quota
}

/** Decides which Pods a round takes: candidates, ranked, scattered, as many as partition and maxUnavailable allow. */
export function choosePods(target: UpdateTarget, matched: readonly PodFacts[]): Choice {
  const order = orderCandidates(target, matched)
  const quota = computeQuota(target, matched.length)
  const open = order.slice(0, Math.max(0, order.length - quota.partition))
  const count = countPicks(open, countUnavailable(matched), quota.maxUnavailable)
  return {
    order,
    next: open.slice(0, count),
    queued: open.slice(count),
    held: order.slice(open.length),
    quota,
  }
}

/** The candidates in the order in which they are upgraded. */
export function orderCandidates(target: UpdateTarget, matched: readonly PodFacts[]): readonly PodFacts[] {
  const { strategy, behaviour } = target
  const candidates = matched.filter((facts) => facts.hold === undefined)
  const ranked = candidates.sort((a, b) => compareRank(a.pod, b.pod))
  const comparePriority = compilePriority(behaviour.appliesPriority ? strategy.priorityStrategy : undefined)
  const prioritized = ranked.sort((a, b) => comparePriority(a.pod.labels, b.pod.labels))
  const ordered = scatter(
    strategy.scatterStrategy ?? [],
    prioritized.map((facts) => ({ facts, labels: facts.pod.labels })),
    matched.map(({ pod }) => pod),
  )
  return ordered.map(({ facts }) => facts)
}

/** Updated Pods that are not back: each of them uses up one of `maxUnavailable`. */
function countUnavailable(matched: readonly PodFacts[]): number {
  return matched.filter(({ updated, consistent, ready }) => updated && !(consistent && ready)).length
}

/**
 * How many Pods of the order are taken. One that is not ready costs nothing. The first that is ready and finds no room
 * ends the round, even if Pods that are not ready follow.
 */
function countPicks(open: readonly PodFacts[], unavailable: number, maxUnavailable: number): number {
  let busy = unavailable
  const stop = open.findIndex(({ ready }) => {
    if (!ready) return false
    busy += 1
    return busy > maxUnavailable
  })
  return stop === -1 ? open.length : stop
}
