import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { LabelSelector } from '../../src/manifest/api-types.js'
import { compileLenientSelector } from '../../src/selector/index.js'
import { deepFreeze } from '../laws/deep-freeze.js'
import { fitsNaively, labelsArbitrary, selectorArbitrary } from './arbitraries.js'

function expressions(...matchExpressions: LabelSelector['matchExpressions'] & object): LabelSelector {
  return { matchExpressions }
}

describe('nothing is validated', () => {
  test.each<[title: string, selector: LabelSelector, labels: Record<string, string>, matches: boolean]>([
    [
      'a malformed value is compared as text',
      { matchLabels: { app: 'not valid!' } },
      { app: 'not valid!' },
      true,
    ],
    ['a malformed key is compared as text', { matchLabels: { '-a-': 'x' } }, { '-a-': 'x' }, true],
    ['In without values never holds', expressions({ key: 'a', operator: 'In' }), { a: 'x' }, false],
    ['NotIn without values holds', expressions({ key: 'a', operator: 'NotIn' }), { a: 'x' }, true],
    ['NotIn without values holds without the label', expressions({ key: 'a', operator: 'NotIn' }), {}, true],
    [
      'values of Exists are ignored',
      expressions({ key: 'a', operator: 'Exists', values: ['y'] }),
      { a: 'x' },
      true,
    ],
    [
      'values of DoesNotExist are ignored',
      expressions({ key: 'a', operator: 'DoesNotExist', values: ['y'] }),
      { a: 'x' },
      false,
    ],
    ['an empty key is a key', expressions({ operator: 'Exists' }), { '': 'x' }, true],
    [
      'constructor is no label unless it is there',
      expressions({ key: 'constructor', operator: 'Exists' }),
      {},
      false,
    ],
  ])('%s', (_title, selector, labels, matches) => {
    const compiled = compileLenientSelector(deepFreeze(selector), { empty: 'nothing' })
    expect(compiled.matches(deepFreeze(labels))).toBe(matches)
    expect(compiled.unknownOperator).toBeUndefined()
  })
})

describe('missing and empty selectors', () => {
  test.each<
    [title: string, selector: LabelSelector | null | undefined, nothing: boolean, everything: boolean]
  >([
    ['missing', undefined, false, false],
    ['null', null, false, false],
    ['{}', {}, false, true],
    ['empty parts', { matchLabels: {}, matchExpressions: [] }, false, true],
    ['not empty', { matchLabels: { a: 'x' } }, true, true],
  ])('%s', (_title, selector, nothing, everything) => {
    const labels = { a: 'x' }
    expect(compileLenientSelector(selector, { empty: 'nothing' }).matches(labels)).toBe(nothing)
    expect(compileLenientSelector(selector, { empty: 'everything' }).matches(labels)).toBe(everything)
  })

  test('the scope says so', () => {
    const scopeOf = (selector: LabelSelector | null, empty: 'nothing' | 'everything') =>
      compileLenientSelector(selector, { empty }).scope
    expect(scopeOf(null, 'everything')).toBe('nothing')
    expect(scopeOf({}, 'nothing')).toBe('nothing')
    expect(scopeOf({}, 'everything')).toBe('everything')
    expect(scopeOf({ matchLabels: { a: 'x' } }, 'nothing')).toBe('by-labels')
  })
})

describe('unknown operators', () => {
  test.each(['in', 'Equals', '=', '', 'Gt', 'toString'])('%j', (operator) => {
    const selector = {
      matchLabels: { a: 'x' },
      ...expressions({ key: 'b', operator: 'NotIn' }, { key: 'c', operator }),
    }
    const compiled = compileLenientSelector(selector, { empty: 'nothing' })
    expect(compiled.unknownOperator).toEqual({ index: 1, operator })
    expect(compiled.matches({ a: 'x' })).toBe(false)
  })

  test('the first is named', () => {
    const selector = expressions({ key: 'a', operator: 'Is' }, { key: 'b', operator: 'Has' })
    expect(compileLenientSelector(selector, { empty: 'nothing' }).unknownOperator).toEqual({
      index: 0,
      operator: 'Is',
    })
  })
})

describe('what Kubernetes would refuse is told', () => {
  test.each<[title: string, selector: unknown, faults: [code: string, path: string][]]>([
    ['nothing wrong', { matchLabels: { a: 'x' } }, []],
    ['a value', { matchLabels: { a: '!' } }, [['invalid', 'matchLabels']]],
    [
      'a listed value',
      expressions({ key: 'a', operator: 'In', values: ['!'] }),
      [['invalid', 'matchExpressions.0.values.0']],
    ],
    ['no values', expressions({ key: 'a', operator: 'In' }), [['required', 'matchExpressions.0.values']]],
    ['wrong types', { matchLabels: { a: 1 } }, [['wrong-type', 'matchLabels.a']]],
  ])('%s', (_title, selector, faults) => {
    const { malformed } = compileLenientSelector(selector as LabelSelector, { empty: 'nothing' })
    expect(malformed.map(({ code, path }) => [code, path.join('.')])).toEqual(faults)
  })

  test('what has a wrong type matches nothing', () => {
    const selector = { matchLabels: { a: 1 } } as unknown as LabelSelector
    expect(compileLenientSelector(selector, { empty: 'everything' }).matches({ a: '' })).toBe(false)
    expect(compileLenientSelector(selector, { empty: 'everything' }).matches({})).toBe(false)
  })
})

describe('the first mismatch', () => {
  const compiled = compileLenientSelector(
    {
      matchLabels: { b: '2', a: '1' },
      matchExpressions: [{ key: 'c', operator: 'NotIn', values: ['3', '4'] }],
    },
    { empty: 'nothing' },
  )

  test.each<[title: string, labels: Record<string, string>, mismatch: object | undefined]>([
    ['none', { a: '1', b: '2' }, undefined],
    [
      'matchLabels in the order of keys',
      { b: 'x' },
      { key: 'a', operator: 'Equals', wanted: ['1'], path: ['matchLabels', 'a'] },
    ],
    [
      'with the value that is there',
      { a: '1', b: '' },
      { key: 'b', operator: 'Equals', wanted: ['2'], actual: '', path: ['matchLabels', 'b'] },
    ],
    [
      'then matchExpressions',
      { a: '1', b: '2', c: '4' },
      { key: 'c', operator: 'NotIn', wanted: ['3', '4'], actual: '4', path: ['matchExpressions', 0] },
    ],
  ])('%s', (_title, labels, mismatch) => {
    expect(compiled.firstMismatch(labels)).toEqual(mismatch)
  })
})

test('agrees with a naive model, and has a mismatch exactly when it does not match', () => {
  fc.assert(
    fc.property(selectorArbitrary, labelsArbitrary, (selector, labels) => {
      const compiled = compileLenientSelector(selector, { empty: 'everything' })
      const fits = fitsNaively(selector, labels)
      expect(compiled.matches(labels)).toBe(fits)
      expect(compiled.firstMismatch(labels) === undefined).toBe(fits)
    }),
    { numRuns: 1000 },
  )
})

test('never throws, whatever it is given', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (selector, labels) => {
      const compiled = compileLenientSelector(selector as LabelSelector, { empty: 'nothing' })
      compiled.matches(labels as Record<string, string>)
      compiled.firstMismatch(labels as Record<string, string>)
    }),
  )
})

test('a mismatch has no actual value where the label is absent', () => {
  const selector = compileLenientSelector({ matchLabels: { app: 'web' } }, { empty: 'nothing' })
  const wanted = { key: 'app', operator: 'Equals', wanted: ['web'], path: ['matchLabels', 'app'] }
  expect(selector.firstMismatch({})).toStrictEqual(wanted)
  expect(selector.firstMismatch({ app: '' })).toStrictEqual({ ...wanted, actual: '' })
})
