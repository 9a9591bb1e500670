import fc from 'fast-check'
import type { LabelSelector, LabelSelectorRequirement } from '../../src/manifest/api-types.js'

/**
 * Few keys and values, so that random selectors and labels meet often. Among them are the names of an object's own
 * machinery, the empty text, the word that the reference takes for "every value", and texts that would run into each
 * other if key and value were joined.
 */
export const keyPool = ['a', 'b', 'a=b', '__proto__', 'constructor', 'é'] as const
export const valuePool = ['', 'x', 'y', 'b=x', 'ALL', '__proto__'] as const

const key = fc.constantFrom(...keyPool)
const value = fc.constantFrom(...valuePool)

/** Makes an object of entries; unlike an assignment, this treats `__proto__` as any other key. */
function objectOf(entries: readonly (readonly [string, string])[]): Record<string, string> {
  return Object.fromEntries(entries)
}

export const labelsArbitrary: fc.Arbitrary<Record<string, string>> = fc
  .array(fc.tuple(key, value), { maxLength: 5 })
  .map(objectOf)

const expression: fc.Arbitrary<LabelSelectorRequirement> = fc.oneof(
  fc.record({
    key,
    operator: fc.constantFrom('In', 'NotIn'),
    values: fc.array(value, { maxLength: 3 }),
  }),
  fc.record({ key, operator: fc.constantFrom('Exists', 'DoesNotExist') }),
)

/** Selectors with known operators, well formed or not. */
export const selectorArbitrary: fc.Arbitrary<LabelSelector> = fc.record(
  {
    matchLabels: fc.array(fc.tuple(key, value), { maxLength: 2 }).map(objectOf),
    matchExpressions: fc.array(expression, { maxLength: 3 }),
  },
  { requiredKeys: [] },
)

/** Selectors that say much about few labels: what one requirement says meets what another says, in any order. */
export const crowdedSelectorArbitrary: fc.Arbitrary<LabelSelector> = fc.record({
  matchExpressions: fc.array(
    fc.record({
      key: fc.constantFrom('a', 'a', 'b'),
      operator: fc.constantFrom('In', 'NotIn', 'Exists', 'DoesNotExist'),
      values: fc.subarray(['', 'x', 'ALL']),
    }),
    { minLength: 2, maxLength: 4 },
  ),
})

/** Whether labels fit a selector, told as naively as possible. Empty selectors fit everything. */
export function fitsNaively(selector: LabelSelector, labels: Readonly<Record<string, string>>): boolean {
  const map = new Map(Object.entries(labels))
  const pairsFit = Object.entries(selector.matchLabels ?? {}).every(([k, v]) => map.get(k) === v)
  return pairsFit && (selector.matchExpressions ?? []).every((each) => expressionFits(each, map))
}

function expressionFits(each: LabelSelectorRequirement, labels: ReadonlyMap<string, string>): boolean {
  const actual = labels.get(each.key ?? '')
  if (each.operator === 'Exists') return actual !== undefined
  if (each.operator === 'DoesNotExist') return actual === undefined
  const isListed = actual !== undefined && (each.values ?? []).includes(actual)
  return each.operator === 'In' ? isListed : !isListed
}
