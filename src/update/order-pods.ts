import type { UpdatePriorityStrategy } from '../manifest/api-types.js'
import { compileLenientSelector, readLabel, type Labels } from '../selector/index.js'
import type { RunningPod } from './running-pod.js'

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
export type CompareLabels = (a: Labels, b: Labels) => number

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
