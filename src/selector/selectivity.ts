import type { LenientSelector } from './lenient-selector.js'
import type { Requirement } from './requirement.js'

/** The part of a selector that an index needs. */
export type IndexableSelector = Pick<LenientSelector, 'scope' | 'requirements' | 'unknownOperator'>

/** Which labels make an index look at a selector. */
export type Filing =
  | { readonly under: 'never' | 'always' }
  /** Labels that have the key, whatever its value. */
  | { readonly under: 'key'; readonly key: string }
  /** Labels that have the key with one of the values, which are all different. */
  | { readonly under: 'pairs'; readonly key: string; readonly values: readonly string[] }

/** How many requirements of all selectors ask for a key, and for a pair of key and value. */
export type Popularity = ReadonlyMap<string, KeyPopularity>

interface KeyPopularity {
  readonly total: number
  readonly byValue: ReadonlyMap<string, number>
}

/** Counts what all selectors together ask for. */
export function countPopularity(selectors: readonly IndexableSelector[]): Popularity {
  const counts = new Map<string, { total: number; byValue: Map<string, number> }>()
  for (const filing of selectors.flatMap(possibleFilings)) {
    const count = counts.get(filing.key) ?? { total: 0, byValue: new Map<string, number>() }
    counts.set(filing.key, count)
    count.total += 1
    if (filing.under === 'key') continue
    for (const value of filing.values) count.byValue.set(value, (count.byValue.get(value) ?? 0) + 1)
  }
  return counts
}

/**
 * Chooses the labels that make an index look at a selector: those of the requirement that the fewest others share.
 *
 * A bare key counts as shared by all who ask for that key, with a value or without: labels that have it fit more
 * selectors than labels that have a certain value. Of equals the first is taken.
 */
export function chooseFiling(selector: IndexableSelector, popularity: Popularity): Filing {
  if (selector.unknownOperator !== undefined) return { under: 'always' }
  if (selector.scope === 'nothing') return { under: 'never' }
  let best: Filing = { under: 'always' }
  let fewest = Infinity
  for (const filing of possibleFilings(selector)) {
    const shared = countShared(filing, popularity)
    if (shared < fewest) [best, fewest] = [filing, shared]
  }
  return best
}

type RequirementFiling = Exclude<Filing, { under: 'never' | 'always' }>

function possibleFilings({ requirements }: IndexableSelector): readonly RequirementFiling[] {
  return requirements.flatMap(filingOf)
}

function filingOf({ key, operator, values }: Requirement): readonly RequirementFiling[] {
  switch (operator) {
    case 'Equals':
    case 'In':
      return [{ under: 'pairs', key, values: distinct(values) }]
    case 'Exists':
      return [{ under: 'key', key }]
    case 'NotIn':
    case 'DoesNotExist':
      return []
  }
}

function distinct(values: readonly string[]): readonly string[] {
  return values.length < 2 ? values : [...new Set(values)]
}

function countShared(filing: RequirementFiling, popularity: Popularity): number {
  const count = popularity.get(filing.key)
  if (filing.under === 'key') return count?.total ?? 0
  let shared = 0
  for (const value of filing.values) shared += count?.byValue.get(value) ?? 0
  return shared
}
