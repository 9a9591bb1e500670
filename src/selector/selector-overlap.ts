import type { LabelSelector } from '../manifest/api-types.js'
import { readSelector, type Expression, type SelectorReading } from './read-selector.js'

/**
 * Whether two selectors overlap as OpenKruise reckons it when it looks for conflicting SidecarSets. Inexact on purpose:
 * the same selectors must clash here that clash there. `canBothMatch` tells what is really possible.
 *
 * Each selector is taken at what it *knows* of a key: the value of `matchLabels`, then, expression by expression, the
 * values of `In` besides (united, not intersected), while `Exists` replaces all so far by the text `ALL`. The rest is
 * not known. Two selectors are disjoint when one of them demands what the other's knowledge rules out:
 *
 * | demand                        | is ruled out when the other                                       |
 * | ----------------------------- | ----------------------------------------------------------------- |
 * | `matchLabels`, `In`           | knows the key, without `ALL`, and none of the values              |
 * | `NotIn`                       | knows the key, and only values that are listed (`ALL` is a value) |
 * | `Exists`                      | does not know the key, even if it is silent about it              |
 * | `DoesNotExist`                | knows the key                                                     |
 *
 * @see OpenKruise, IsSelectorOverlapping
 * @example selectorsOverlapCrudely({ matchLabels: { a: 'b' } }, { matchLabels: { c: 'd' } })                         // true
 * @example selectorsOverlapCrudely({}, { matchExpressions: [{ key: 'a', operator: 'Exists' }] })                     // false
 */
export function selectorsOverlapCrudely(a: LabelSelector, b: LabelSelector): boolean {
  return overlapCrudely(compileForOverlap(a), compileForOverlap(b))
}

/** What a selector demands, and what it knows of each key: made once for any number of comparisons. */
export interface OverlapFacts {
  readonly demands: SelectorReading
  readonly known: Knowledge
}

/** Prepares a selector for `overlapCrudely`. */
export function compileForOverlap(selector: LabelSelector): OverlapFacts {
  const demands = readSelector(selector)
  return { demands, known: knowledgeOf(demands) }
}

/** `selectorsOverlapCrudely` for selectors that are compared many times. */
export function overlapCrudely(a: OverlapFacts, b: OverlapFacts): boolean {
  return !rulesOut(a, b) && !rulesOut(b, a)
}

/** What a selector knows of each key. */
type Knowledge = ReadonlyMap<string, ReadonlySet<string>>

/** The word that stands for every value. A label that really has this value is mistaken for it, there as here. */
const everyValue = 'ALL'

/** Whether what one selector knows rules out something that the other demands. */
function rulesOut({ known }: OverlapFacts, { demands: demanding }: OverlapFacts): boolean {
  return (
    demanding.labels.some(([key, value]) => knowsNoneOf(known.get(key), [value])) ||
    demanding.expressions.some((each) => isRuledOut(each, known.get(each.key)))
  )
}

function knowledgeOf({ labels, expressions }: SelectorReading): Knowledge {
  const known = new Map(labels.map(([key, value]) => [key, new Set([value])]))
  for (const { key, operator, values } of expressions) {
    if (operator === 'Exists') known.set(key, new Set([everyValue]))
    if (operator !== 'In' || values.length === 0) continue
    const united = known.get(key) ?? new Set()
    known.set(key, united)
    values.forEach((value) => united.add(value))
  }
  return known
}

function isRuledOut({ operator, values }: Expression, known: ReadonlySet<string> | undefined): boolean {
  switch (operator) {
    case 'In':
      return knowsNoneOf(known, values)
    case 'NotIn':
      return known !== undefined && isWithin(known, new Set(values))
    case 'Exists':
      return known === undefined
    case 'DoesNotExist':
      return known !== undefined
    default:
      return false
  }
}

function knowsNoneOf(known: ReadonlySet<string> | undefined, values: readonly string[]): boolean {
  if (known === undefined || known.has(everyValue)) return false
  return !values.some((value) => known.has(value))
}

function isWithin(values: ReadonlySet<string>, others: ReadonlySet<string>): boolean {
  return [...values].every((value) => others.has(value))
}
