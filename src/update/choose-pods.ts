import type { UpdatePriorityStrategy } from '../manifest/api-types.js'
import { type Labels, compileLenientSelector, readLabel } from '../selector/index.js'
import type { RunningPod } from './running-pod.js'
import type { PodFacts } from './examine-pod.js'
import { scatter } from './scatter.js'
import type { UpdateTarget } from './update-target.js'

/** Limits of the strategy in Pods. */
interface Quota {
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

/**
 * Orders Pods by how little an interruption costs: negative where `a` is upgraded before `b`. The first difference
 * decides.
 *
 * 1. Not on a node before on a node.
 * 2. Phase Pending (or none), then Unknown, then Running.
 * 3. Not Ready before Ready.
 * 4. Both Ready: for a shorter time before for a longer time, unknown times first.
 * 5. More restarts first: the highest number of any container.
 * 6. Younger before older, unknown ages first.
 *
 * @see Kubernetes pkg/controller, ActivePods
 */
export function compareRank(a: RunningPod, b: RunningPod): number {
  return (
    Number(a.nodeName !== '') - Number(b.nodeName !== '') ||
    phaseRank(a) - phaseRank(b) ||
    Number(a.readiness.isTrue) - Number(b.readiness.isTrue) ||
    (a.readiness.isTrue ? compareLaterFirst(a.readiness.since, b.readiness.since) : 0) ||
    mostRestarts(b) - mostRestarts(a) ||
    compareLaterFirst(a.createdAt, b.createdAt)
  )
}

function phaseRank({ phase }: RunningPod): number {
  if (phase === 'Running') return 2
  return phase === 'Unknown' ? 1 : 0
}

function mostRestarts(pod: RunningPod): number {
  return pod.reports.reduce((most, report) => Math.max(most, report.restartCount), 0)
}

function compareLaterFirst(a: number | undefined, b: number | undefined): number {
  if (a === undefined || b === undefined) return Number(a !== undefined) - Number(b !== undefined)
  return b - a
}

/** Negative where the first labels come before the second. */
type CompareLabels = (a: Labels, b: Labels) => number

/**
 * Compiles `updateStrategy.priorityStrategy`.
 *
 * 1. With weight terms: the sum of the weights of matching terms, higher first. Order terms do not count then.
 * 2. With order terms: the first term whose key a Pod carries is its level. Pods with none of the keys come first, then
 *    level by level; within a level the number at the end of the label's value, higher first.
 * 3. Equal Pods keep the order they had.
 *
 * @see OpenKruise pkg/util/updatesort
 */
export function comparePriority(strategy: UpdatePriorityStrategy | undefined): CompareLabels {
  const weights = strategy?.weightPriority ?? []
  const orders = strategy?.orderPriority ?? []
  return weights.length > 0 ? compareByWeight(weights) : compareByOrder(orders)
}

function compareByWeight(terms: NonNullable<UpdatePriorityStrategy['weightPriority']>): CompareLabels {
  const compiled = terms.map((term) => ({
    weight: term.weight ?? 0,
    selector: compileLenientSelector(term.matchSelector ?? {}, { empty: 'everything' }),
  }))
  const weightOf = (labels: Labels): number =>
    compiled.reduce((sum, term) => sum + (term.selector.matches(labels) ? term.weight : 0), 0)
  return (a, b) => weightOf(b) - weightOf(a)
}

function compareByOrder(terms: NonNullable<UpdatePriorityStrategy['orderPriority']>): CompareLabels {
  const keys = terms.map((term) => term.orderedKey ?? '')
  const levelOf = (labels: Labels): number => keys.findIndex((key) => readLabel(labels, key) !== undefined)
  return (a, b) => {
    const level = levelOf(a)
    const key = keys[level]
    if (level !== levelOf(b) || key === undefined) return level - levelOf(b)
    return compareNumbers(trailingNumber(readLabel(b, key)), trailingNumber(readLabel(a, key)))
  }
}

const largest = 2n ** 63n - 1n

/** The number at the end of a label's value; 0 where there is none, or none that fits in 64 bits. */
export function trailingNumber(value: string | undefined): bigint {
  const text = value ?? ''
  let start = text.length
  while (start > 0 && isDigit(text.charCodeAt(start - 1))) start--
  while (start < text.length && text.charAt(start) === '0') start++
  // The length comes first: it bounds the work that a long label can cause.
  const number = text.length - start > 19 ? largest + 1n : BigInt(text.slice(start))
  return number > largest ? 0n : number
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57
}

function compareNumbers(a: bigint, b: bigint): number {
  return a === b ? 0 : a < b ? -1 : 1
}
