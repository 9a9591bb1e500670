import type { UpdatePriorityStrategy } from '../manifest/api-types.js'
import { compileLenientSelector, readLabel, type Labels } from '../selector/index.js'

/** Negative where the first labels come before the second. */
export type CompareLabels = (a: Labels, b: Labels) => number

/**
 * Compiles `updateStrategy.priorityStrategy`, which v1.9.0 applies before scattering.
 *
 * 1. With weight terms: the sum of the weights of matching terms, higher first. Order terms do not count then.
 * 2. With order terms: the first term whose key a Pod carries is its level. Pods with none of the keys come first, then
 *    level by level; within a level the number at the end of the label's value, higher first.
 * 3. Equal Pods keep the order they had.
 *
 * @see OpenKruise pkg/util/updatesort
 */
export function compilePriority(strategy: UpdatePriorityStrategy | undefined): CompareLabels {
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
