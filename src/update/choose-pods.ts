import type { PodFacts } from './examine-pod.js'
import { comparePriority, compareRank } from './order-pods.js'
import { scatter } from './scatter.js'
import type { UpdateTarget } from './update-target.js'

/** Limits of the strategy in Pods. */
export interface Quota {
  /** This many candidates at the end of the order are left alone. */
  readonly partition: number
  /** So many Pods may be unavailable at a time because of the update. */
  readonly maxUnavailable: number
}

/** Which Pods a round takes. */
export interface Choice {
  /** All candidates, in the order in which they are upgraded. */
  readonly order: readonly PodFacts[]
  /** Those taken now: the beginning of the order. */
  readonly next: readonly PodFacts[]
  /** How many candidates, from the beginning, the partition lets through in the end. */
  readonly open: number
  readonly quota: Quota
}

/**
 * Decides which candidates a round takes: as many from the beginning of the order as partition and maxUnavailable allow.
 *
 * @param busy updated Pods that are not available; each uses up one of maxUnavailable
 */
export function choosePods(order: readonly PodFacts[], quota: Quota, busy: number): Choice {
  const open = Math.max(0, order.length - quota.partition)
  return { order, next: order.slice(0, countPicks(order, open, quota.maxUnavailable - busy)), open, quota }
}

/**
 * One that is not ready costs nothing. The first that is ready and finds no room ends the round, even if Pods that are
 * not ready follow.
 */
function countPicks(order: readonly PodFacts[], open: number, room: number): number {
  let left = room
  let count = 0
  for (; count < open; count++) {
    if (order[count]?.ready !== true) continue
    if (left <= 0) break
    left -= 1
  }
  return count
}

/** The candidates in the order in which they are upgraded: ranked, then by priority, then scattered. */
export function orderCandidates(target: UpdateTarget, matched: readonly PodFacts[]): readonly PodFacts[] {
  const { strategy, behaviour } = target
  const candidates = matched.filter(({ hold }) => hold === undefined)
  const ranked = candidates.sort((a, b) => compareRank(a.pod, b.pod))
  const priority = comparePriority(behaviour.appliesPriority ? strategy.priorityStrategy : undefined)
  const prioritized = ranked.sort((a, b) => priority(a.pod.labels, b.pod.labels))
  const ordered = scatter(
    strategy.scatterStrategy ?? [],
    prioritized.map((facts) => ({ facts, labels: facts.pod.labels })),
    matched.map(({ pod }) => pod),
  )
  return ordered.map(({ facts }) => facts)
}

/**
 * The limits of a strategy in Pods. Percents are of all matched Pods.
 *
 * 1. A percent that rounds to 0 means 0. Above 100% is allowed.
 * 2. Where the version says so, a partition below 100% leaves one Pod to update, if there are several.
 * 3. Text that is no number counts as 0, and so do negative numbers; validation refuses both.
 */
export function computeQuota(
  { strategy, behaviour }: Pick<UpdateTarget, 'strategy' | 'behaviour'>,
  matchedPods: number,
): Quota {
  const round = behaviour.roundsPercentsUp ? Math.ceil : Math.floor
  const scale = (value: number | string | undefined, absent: number): number =>
    Math.max(0, scaleValue(value ?? absent, matchedPods, round))
  const partition = scale(strategy.partition, 0)
  const holdsAll = partition === matchedPods && matchedPods > 1
  const isPartial = typeof strategy.partition === 'string' && strategy.partition !== '100%'
  return {
    partition: behaviour.partitionLeavesOne && holdsAll && isPartial ? matchedPods - 1 : partition,
    maxUnavailable: scale(strategy.maxUnavailable, 1),
  }
}

function scaleValue(value: number | string, total: number, round: (value: number) => number): number {
  if (typeof value === 'number') return value
  const digits = value.replaceAll('%', '')
  return /^[+-]?\d{1,15}$/.test(digits) ? round((Number(digits) * total) / 100) : 0
}
