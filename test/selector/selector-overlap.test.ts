import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { LabelSelector, LabelSelectorRequirement } from '../../src/manifest/api-types.js'
import {
  canBothMatch,
  canNeverMatch,
  findContradiction,
  selectorsOverlapCrudely,
} from '../../src/selector/index.js'
import {
  crowdedSelectorArbitrary,
  fitsNaively,
  keyPool,
  selectorArbitrary,
  valuePool,
} from './arbitraries.js'

type Values = readonly string[]

const is = (key: string, value: string): LabelSelector => ({ matchLabels: { [key]: value } })
const all = (...matchExpressions: LabelSelectorRequirement[]): LabelSelector => ({ matchExpressions })
const isIn = (key: string, values: Values): LabelSelectorRequirement => ({ key, operator: 'In', values })
const notIn = (key: string, values: Values): LabelSelectorRequirement => ({ key, operator: 'NotIn', values })
const exists = (key: string): LabelSelectorRequirement => ({ key, operator: 'Exists' })
const absent = (key: string): LabelSelectorRequirement => ({ key, operator: 'DoesNotExist' })

describe('overlap as the reference reckons it', () => {
  test.each<[title: string, a: LabelSelector, b: LabelSelector, overlap: boolean]>([
    ['other keys', is('a', 'b'), is('c', 'd'), true],
    ['equal pairs', is('a', 'b'), is('a', 'b'), true],
    ['other values', is('a', 'b'), is('a', 'c'), false],
    ['empty with a pair', {}, is('a', 'b'), true],
    ['empty with empty', {}, {}, true],
    ['empty with In', {}, all(isIn('a', ['x'])), true],
    ['empty with NotIn', {}, all(notIn('a', ['x'])), true],
    ['empty with DoesNotExist', {}, all(absent('a')), true],
    ['empty with Exists: said to be disjoint though a Pod may match both', {}, all(exists('a')), false],
    ['NotIn with Exists: likewise', all(notIn('a', ['x'])), all(exists('a')), false],
    ['Exists with Exists', all(exists('a')), all(exists('a')), true],
    ['Exists with a pair', all(exists('a')), is('a', 'b'), true],
    ['Exists with DoesNotExist', all(exists('a')), all(absent('a')), false],
    ['a pair with DoesNotExist', is('a', 'b'), all(absent('a')), false],
    ['In and In share a value', all(isIn('a', ['x', 'y'])), all(isIn('a', ['y', 'z'])), true],
    ['In and In share none', all(isIn('a', ['x'])), all(isIn('a', ['z'])), false],
    ['In without values knows nothing', all(isIn('a', [])), all(absent('a')), true],
    ['but shares no value with what is known', all(isIn('a', [])), is('a', 'x'), false],
    [
      'a pair and In are united, not intersected',
      { ...is('a', 'x'), ...all(isIn('a', ['y'])) },
      is('a', 'z'),
      false,
    ],
    ['two Ins are united, too', all(isIn('a', ['x']), isIn('a', ['y'])), all(isIn('a', ['x', 'y'])), true],
    ['NotIn excludes all that is known', is('a', 'x'), all(notIn('a', ['x', 'y'])), false],
    ['NotIn leaves something', all(isIn('a', ['x', 'z'])), all(notIn('a', ['x', 'y'])), true],
    ['NotIn with a key not known', is('b', 'x'), all(notIn('a', ['x'])), true],
    [
      'NotIn of ALL takes the word literally',
      all(exists('a')),
      all(isIn('a', ['x']), notIn('a', ['ALL'])),
      false,
    ],
    ['a label whose value is ALL, demanded as such', is('a', 'ALL'), is('a', 'x'), false],
    [
      'a value ALL counts as every value',
      all(isIn('a', ['ALL', 'y'])),
      all(isIn('a', ['y']), isIn('a', ['z'])),
      true,
    ],
    [
      'Exists replaces what was known',
      { ...is('a', 'x'), ...all(exists('a')) },
      all(isIn('a', ['x']), isIn('a', ['y'])),
      true,
    ],
    [
      'In after Exists adds to ALL',
      all(exists('a'), isIn('a', ['x'])),
      all(isIn('a', ['x']), notIn('a', ['ALL'])),
      true,
    ],
    ['Exists after NotIn knows every value', all(notIn('a', ['x']), exists('a')), all(absent('a')), false],
    ['Exists after NotIn, with a pair', all(notIn('a', ['x']), exists('a')), is('a', 'y'), true],
    ['NotIn knows nothing', all(notIn('a', ['x'])), all(absent('a')), true],
    ['an unknown operator does nothing', all({ key: 'a', operator: 'Is' }), all(absent('a')), true],
    ['selectors of wrong types', 5 as LabelSelector, is('a', 'b'), true],
  ])('%s', (_title, a, b, overlap) => {
    expect(selectorsOverlapCrudely(a, b)).toBe(overlap)
    expect(selectorsOverlapCrudely(b, a)).toBe(overlap)
  })
})

describe('what is really possible', () => {
  test.each<[title: string, a: LabelSelector | null, b: LabelSelector | null, answer: 'disjoint' | 'maybe']>([
    ['other keys', is('a', 'b'), is('c', 'd'), 'maybe'],
    ['other values', is('a', 'b'), is('a', 'c'), 'disjoint'],
    ['empty with Exists', {}, all(exists('a')), 'maybe'],
    ['missing with anything', null, {}, 'disjoint'],
    ['Exists with DoesNotExist', all(exists('a')), all(absent('a')), 'disjoint'],
    [
      'Ins that share no value, in three steps',
      all(isIn('a', ['x', 'y']), isIn('a', ['y', 'z'])),
      is('a', 'z'),
      'disjoint',
    ],
    ['NotIn excludes what In leaves', all(isIn('a', ['x', 'y'])), all(notIn('a', ['y', 'x'])), 'disjoint'],
    ['NotIn with DoesNotExist', all(notIn('a', ['x'])), all(absent('a')), 'maybe'],
    ['Exists with NotIn', all(exists('a')), all(notIn('a', ['x'])), 'maybe'],
    ['a label whose value is ALL', is('a', 'ALL'), is('a', 'x'), 'disjoint'],
    ['an unknown operator proves nothing', all({ key: 'a', operator: 'Is' }), is('a', 'x'), 'maybe'],
  ])('%s', (_title, a, b, answer) => {
    expect(canBothMatch(a, b)).toBe(answer)
    expect(canBothMatch(b, a)).toBe(answer)
  })

  test.each<[title: string, selector: LabelSelector | null, never: boolean]>([
    ['missing', null, true],
    ['empty', {}, false],
    ['a pair', is('a', 'x'), false],
    ['a pair that must be absent', { ...is('a', 'x'), ...all(absent('a')) }, true],
    ['a pair whose value is excluded', { ...is('a', 'x'), ...all(notIn('a', ['x'])) }, true],
    ['a pair of which In lists another value', { ...is('a', 'x'), ...all(isIn('a', ['y'])) }, true],
    ['In without values', all(isIn('a', [])), true],
    ['Exists and DoesNotExist', all(exists('a'), absent('a')), true],
    ['NotIn and DoesNotExist', all(notIn('a', ['x']), absent('a')), false],
    ['NotIn, then Exists', all(notIn('a', ['x']), exists('a')), false],
    ['NotIn, then Exists and DoesNotExist', all(notIn('a', ['x']), exists('a'), absent('a')), true],
    [
      'NotIn, then Exists and In of the same value',
      all(notIn('a', ['x']), exists('a'), isIn('a', ['x'])),
      true,
    ],
  ])('never matches: %s', (_title, selector, never) => {
    expect(canNeverMatch(selector)).toBe(never)
  })

  test('an undefined selector is a missing one', () => {
    expect(canNeverMatch(undefined)).toBe(true)
    expect(canBothMatch(undefined, {})).toBe('disjoint')
    expect(canBothMatch({}, undefined)).toBe('disjoint')
  })

  test('the contradiction names its key', () => {
    const selector = { ...is('b', 'x'), ...all(exists('a'), absent('a'), notIn('b', ['x'])) }
    expect(findContradiction(selector)).toEqual({ key: 'b', reason: 'no-value-left' })
    expect(findContradiction(all(exists('a')), all(absent('a')))).toEqual({
      key: 'a',
      reason: 'present-and-absent',
    })
  })
})

/** Every choice of labels that can tell selectors of the pool apart: each key absent, or with a value, known or not. */
function* everyLabels(keys: readonly string[]): Generator<Record<string, string>> {
  const [key, ...others] = keys
  if (key === undefined) {
    yield {}
    return
  }
  for (const labels of everyLabels(others)) {
    yield labels
    for (const value of [...valuePool, 'another'])
      yield Object.fromEntries([...Object.entries(labels), [key, value]])
  }
}

const anySelector = fc.oneof(selectorArbitrary, crowdedSelectorArbitrary)

test('disjoint is said exactly when no labels fit both', () => {
  const keysOf = (selector: LabelSelector) => [
    ...Object.keys(selector.matchLabels ?? {}),
    ...(selector.matchExpressions ?? []).map(({ key }) => key ?? ''),
  ]
  fc.assert(
    fc.property(anySelector, anySelector, (a, b) => {
      const keys = keyPool.filter((key) => keysOf(a).includes(key) || keysOf(b).includes(key))
      fc.pre(keys.length <= 4)
      let fits = false
      for (const labels of everyLabels(keys)) fits ||= fitsNaively(a, labels) && fitsNaively(b, labels)
      expect(canBothMatch(a, b)).toBe(fits ? 'maybe' : 'disjoint')
    }),
    { numRuns: 300 },
  )
})

test('a selector never matches exactly when no labels fit it', () => {
  fc.assert(
    fc.property(anySelector, (selector) => {
      const keys = keyPool.filter((key) => JSON.stringify(selector).includes(JSON.stringify(key)))
      fc.pre(keys.length <= 4)
      let fits = false
      for (const labels of everyLabels(keys)) fits ||= fitsNaively(selector, labels)
      expect(canNeverMatch(selector)).toBe(!fits)
    }),
    { numRuns: 300 },
  )
})

test('never throws, whatever it is given', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
      const [first, second] = [a as LabelSelector, b as LabelSelector]
      selectorsOverlapCrudely(first, second)
      expect(selectorsOverlapCrudely(second, first)).toBe(selectorsOverlapCrudely(first, second))
      canBothMatch(first, second)
      canNeverMatch(first)
    }),
  )
})
