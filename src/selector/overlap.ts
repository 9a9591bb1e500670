import type { LabelSelector } from '../manifest/api-types.js'
import {
  readSelector,
  requirementsOf,
  type Requirement,
  type Expression,
  type SelectorReading,
} from './requirement.js'

/** Why no labels can fit: the key about which selectors contradict each other, or themselves. */
export interface Contradiction {
  readonly key: string
  /**
   * - `present-and-absent`: the label must be there, and must not.
   * - `no-value-left`: the label must be there, and every value it may have is excluded.
   */
  readonly reason: 'present-and-absent' | 'no-value-left'
}

/**
 * The first contradiction among selectors that are all to fit the same labels; `undefined` when there is none, and then
 * some labels fit them all. Requirements are taken as plain text; an unknown operator asks for nothing.
 *
 * Keys do not depend on each other, so looking at one key after the other misses nothing.
 *
 * @example findContradiction({ matchLabels: { app: 'web' } }, { matchLabels: { app: 'db' } })
 *   // { key: 'app', reason: 'no-value-left' }
 */
export function findContradiction(...selectors: readonly LabelSelector[]): Contradiction | undefined {
  return contradictionAmong(selectors.flatMap((selector) => requirementsOf(readSelector(selector))))
}

/** The first contradiction among requirements, for selectors that are compared many times. */
export function contradictionAmong(requirements: readonly Requirement[]): Contradiction | undefined {
  const demands = new Map<string, Demand>()
  for (const requirement of requirements) {
    const demand = demands.get(requirement.key) ?? {
      present: false,
      absent: false,
      excluded: new Set<string>(),
    }
    demands.set(requirement.key, demand)
    addRequirement(demand, requirement)
  }
  for (const [key, demand] of demands) {
    const reason = contradictionIn(demand)
    if (reason !== undefined) return { key, reason }
  }
  return undefined
}

/**
 * Whether no labels at all can fit a selector: it contradicts itself, or it is missing. An empty selector is none such;
 * what it matches depends on the field.
 *
 * @example canNeverMatch({ matchLabels: { app: 'web' }, matchExpressions: [{ key: 'app', operator: 'DoesNotExist' }] }) // true
 */
export function canNeverMatch(selector: LabelSelector | null | undefined): boolean {
  return selector === null || selector === undefined || findContradiction(selector) !== undefined
}

/**
 * Whether some labels may fit two selectors at once. `disjoint` is a proof that none do.
 *
 * @example canBothMatch({ matchLabels: { app: 'web' } }, { matchLabels: { app: 'db' } })   // 'disjoint'
 * @example canBothMatch({ matchLabels: { app: 'web' } }, { matchLabels: { tier: 'db' } })  // 'maybe'
 */
export function canBothMatch(
  a: LabelSelector | null | undefined,
  b: LabelSelector | null | undefined,
): 'disjoint' | 'maybe' {
  if (a === null || a === undefined || b === null || b === undefined) return 'disjoint'
  return findContradiction(a, b) === undefined ? 'maybe' : 'disjoint'
}

/** All that is asked of one label. */
interface Demand {
  present: boolean
  absent: boolean
  /** The values it may have; any, where not given. */
  allowed?: ReadonlySet<string>
  readonly excluded: Set<string>
}

function addRequirement(demand: Demand, { operator, values }: Requirement): void {
  switch (operator) {
    case 'Equals':
    case 'In': {
      const { allowed } = demand
      demand.present = true
      demand.allowed = new Set(allowed === undefined ? values : values.filter((value) => allowed.has(value)))
      break
    }
    case 'NotIn':
      values.forEach((value) => demand.excluded.add(value))
      break
    case 'Exists':
      demand.present = true
      break
    case 'DoesNotExist':
      demand.absent = true
      break
  }
}

function contradictionIn({
  present,
  absent,
  allowed,
  excluded,
}: Demand): Contradiction['reason'] | undefined {
  if (!present) return undefined
  if (absent) return 'present-and-absent'
  return allowed !== undefined && [...allowed].every((value) => excluded.has(value))
    ? 'no-value-left'
    : undefined
}

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
