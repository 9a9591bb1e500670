import type { UpdateScatterTerm } from '../manifest/api-types.js'
import { readLabel, type Labels } from '../selector/index.js'

/** A label value whose carriers are to be spread over the rollout. */
export interface ScatterTerm {
  readonly key: string
  readonly value: string
}

/** Anything with labels. */
export interface Labelled {
  readonly labels: Labels
}

/**
 * Spreads Pods that share a label value evenly over the order of a rollout, so that they are not updated all together.
 *
 * 1. A term with the value `*` stands for one term for each value that a matched Pod has, in order of first appearance.
 *    Terms that come twice count once.
 * 2. A single term is applied as it is. Of several, those that no candidate carries are dropped; the others are applied
 *    one after another, those with the most carriers first.
 *
 * @param terms      `updateStrategy.scatterStrategy`
 * @param candidates the Pods to order, ranked
 * @param matched    all Pods that take part
 * @see OpenKruise pkg/util/updatesort
 */
export function scatter<T extends Labelled>(
  terms: readonly UpdateScatterTerm[],
  candidates: readonly T[],
  matched: readonly Labelled[],
): readonly T[] {
  if (candidates.length < 2) return candidates
  const expanded = expandTerms(terms, matched)
  const applied = expanded.length === 1 ? expanded : orderTerms(expanded, candidates)
  return applied.reduce((order, term) => scatterByTerm(term, order, matched), candidates)
}

function expandTerms(terms: readonly UpdateScatterTerm[], matched: readonly Labelled[]): ScatterTerm[] {
  const expanded: ScatterTerm[] = []
  const seen = new Set<string>()
  for (const { key = '', value = '' } of terms) {
    const values = value === '*' ? matched.map((pod) => readLabel(pod.labels, key)) : [value]
    for (const each of values) {
      const id = JSON.stringify([key, each])
      if (each === undefined || seen.has(id)) continue
      seen.add(id)
      expanded.push({ key, value: each })
    }
  }
  return expanded
}

/** Those that candidates carry, most carriers first. One with a single carrier would change nothing, and is left out too. */
function orderTerms(terms: readonly ScatterTerm[], candidates: readonly Labelled[]): readonly ScatterTerm[] {
  const carriers = countCarriers(new Set(terms.map(({ key }) => key)), candidates)
  const countOf = ({ key, value }: ScatterTerm): number => carriers.get(key)?.get(value) ?? 0
  return terms
    .map((term) => ({ term, count: countOf(term) }))
    .filter(({ term, count }) => count > 1 || (count === 1 && term.value === ''))
    .sort((a, b) => b.count - a.count)
    .map(({ term }) => term)
}

/** How many have each value of each key. */
function countCarriers(
  keys: ReadonlySet<string>,
  candidates: readonly Labelled[],
): ReadonlyMap<string, ReadonlyMap<string, number>> {
  return new Map([...keys].map((key) => [key, countValues(key, candidates)]))
}

function countValues(key: string, candidates: readonly Labelled[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const { labels } of candidates) {
    const value = readLabel(labels, key)
    if (value !== undefined) counts.set(value, (counts.get(value) ?? 0) + 1)
  }
  return counts
}

/** A label that is missing equals the empty value here. */
function carries(pod: Labelled, { key, value }: ScatterTerm): boolean {
  return (readLabel(pod.labels, key) ?? '') === value
}

function scatterByTerm<T extends Labelled>(
  term: ScatterTerm,
  order: readonly T[],
  matched: readonly Labelled[],
): readonly T[] {
  const withValue = order.filter((pod) => carries(pod, term))
  const without = order.filter((pod) => !carries(pod, term))
  const last = withValue.pop()
  if (last === undefined || withValue.length === 0 || without.length < 2) return order
  const carrying = matched.filter((pod) => carries(pod, term)).length
  const totals = { withValue: carrying - 1, without: matched.length - carrying }
  const groups = sizeGroups(totals, { withValue: withValue.length, without: without.length })
  return [...interleave(withValue, without, groups), last]
}

/** How many Pods have the value, and how many have not. */
interface Share {
  readonly withValue: number
  readonly without: number
}

/** How two lists are dealt out: `lead` of those without, then `count` times so many of each. */
interface Groups extends Share {
  readonly count: number
  readonly lead: number
}

/**
 * Group sizes. Candidates that have the value at least as densely as all Pods do are spread over all candidates. Where
 * they are rarer, the density of all Pods is kept, and those without the value go ahead.
 */
function sizeGroups(totals: Share, candidates: Share): Groups {
  if (ratio(totals) >= ratio(candidates)) return { ...evenGroups(candidates), lead: 0 }
  const sizes = evenGroups(totals)
  const count = Math.min(
    Math.floor(candidates.withValue / sizes.withValue),
    Math.floor(candidates.without / sizes.without),
  )
  return { ...sizes, count, lead: candidates.without - count * sizes.without }
}

/** In single precision, as the reference divides: two ratios can be equal there that are not in double precision. */
function ratio({ withValue, without }: Share): number {
  return Math.fround(Math.fround(without) / Math.fround(withValue))
}

function evenGroups({ withValue, without }: Share): Omit<Groups, 'lead'> {
  const count = Math.min(withValue, without)
  return { count, withValue: Math.round(withValue / count), without: Math.round(without / count) }
}

function interleave<T>(withValue: readonly T[], without: readonly T[], groups: Groups): T[] {
  const result = without.slice(0, groups.lead)
  let a = 0
  let b = groups.lead
  for (let group = 0; group < groups.count; group++) {
    for (const one of withValue.slice(a, a + groups.withValue)) result.push(one)
    for (const one of without.slice(b, b + groups.without)) result.push(one)
    a += groups.withValue
    b += groups.without
  }
  return [...result, ...withValue.slice(a), ...without.slice(b)]
}
