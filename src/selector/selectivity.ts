import type { LenientSelector } from './lenient-selector.js'
import type { Requirement } from './requirement.js'

/** The part of a selector that an index needs. */
export type IndexableSelector = Pick<LenientSelector, 'scope' | 'requirements' | 'unknownOperator'>

/** A selector over an object's labels, and one over those of the Namespace it is in. */
export interface IndexableSelectors {
  readonly selector: IndexableSelector
  /** Absent: any Namespace will do. */
  readonly namespaceSelector?: IndexableSelector | undefined
}

/** Whose labels a requirement speaks of. */
export type Side = 'own' | 'namespace'

/** Which labels make an index look at an entry: never any, always all, or those that meet a requirement. */
export type Filing = 'never' | 'always' | { readonly side: Side; readonly requirement: Requirement }

/** How many requirements of all entries ask for a key, and for a pair of key and value. */
export interface Popularity {
  readonly own: ReadonlyMap<string, KeyPopularity>
  readonly namespace: ReadonlyMap<string, KeyPopularity>
}

interface KeyPopularity {
  total: number
  readonly byValue: Map<string, number>
}

/** Counts what all entries together ask for. */
export function countPopularity(entries: readonly IndexableSelectors[]): Popularity {
  const own = new Map<string, KeyPopularity>()
  const namespace = new Map<string, KeyPopularity>()
  for (const { selector, namespaceSelector } of entries) {
    for (const requirement of selector.requirements) countRequirement(own, requirement)
    if (namespaceSelector === undefined) continue
    for (const requirement of namespaceSelector.requirements) countRequirement(namespace, requirement)
  }
  return { own, namespace }
}

function countRequirement(counts: Map<string, KeyPopularity>, requirement: Requirement): void {
  if (!isIndexable(requirement)) return
  let count = counts.get(requirement.key)
  if (count === undefined) counts.set(requirement.key, (count = { total: 0, byValue: new Map() }))
  count.total += 1
  if (requirement.operator === 'Exists') return
  const { byValue } = count
  for (const value of distinctValues(requirement)) byValue.set(value, (byValue.get(value) ?? 0) + 1)
}

/**
 * Chooses the labels that make an index look at an entry: those of the requirement that the fewest others share.
 *
 * A bare key counts as shared by all who ask for that key, with a value or without: labels that have it fit more
 * selectors than labels that have a certain value. Of equals the first is taken.
 */
export function chooseFiling(entry: IndexableSelectors, popularity: Popularity): Filing {
  const { selector, namespaceSelector } = entry
  const isForNoNamespace = namespaceSelector !== undefined && matchesNothing(namespaceSelector)
  if (isForNoNamespace || (matchesNothing(selector) && selector.unknownOperator === undefined)) return 'never'
  // The error of an unknown operator is for every Pod of the namespaces it is for, whatever its labels.
  const own = selector.unknownOperator === undefined ? leastShared(selector, popularity.own) : nothingChosen
  const around =
    namespaceSelector === undefined ? nothingChosen : leastShared(namespaceSelector, popularity.namespace)
  if (own.requirement === undefined && around.requirement === undefined) return 'always'
  return own.requirement !== undefined && own.shared <= around.shared
    ? { side: 'own', requirement: own.requirement }
    : { side: 'namespace', requirement: around.requirement as Requirement }
}

function matchesNothing({ scope, unknownOperator }: IndexableSelector): boolean {
  return scope === 'nothing' || unknownOperator !== undefined
}

interface Choice {
  readonly requirement: Requirement | undefined
  readonly shared: number
}

const nothingChosen: Choice = { requirement: undefined, shared: Infinity }

function leastShared(
  { requirements }: IndexableSelector,
  counts: ReadonlyMap<string, KeyPopularity>,
): Choice {
  let best: Requirement | undefined
  let fewest = Infinity
  for (const requirement of requirements) {
    if (!isIndexable(requirement)) continue
    const shared = countShared(requirement, counts.get(requirement.key))
    if (shared < fewest) [best, fewest] = [requirement, shared]
  }
  return best === undefined ? nothingChosen : { requirement: best, shared: fewest }
}

/** Whether labels must have something to meet a requirement; `NotIn` and `DoesNotExist` are met by having nothing. */
function isIndexable({ operator }: Requirement): boolean {
  return operator === 'Equals' || operator === 'In' || operator === 'Exists'
}

/** The values of a requirement, each once. */
export function distinctValues({ values }: Requirement): Iterable<string> {
  return values.length < 2 ? values : new Set(values)
}

function countShared(requirement: Requirement, count: KeyPopularity | undefined): number {
  if (count === undefined) return 0
  if (requirement.operator === 'Exists') return count.total
  let shared = 0
  for (const value of distinctValues(requirement)) shared += count.byValue.get(value) ?? 0
  return shared
}
