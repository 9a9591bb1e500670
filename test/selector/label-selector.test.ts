import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { LabelSelector } from '../../src/manifest/api-types.js'
import { SidecarSetError } from '../../src/issue/index.js'
import { compileLabelSelector, matchesLabelSelector } from '../../src/selector/index.js'
import { deepFreeze } from '../laws/deep-freeze.js'
import { readRecordedRows } from '../recorded-rows.js'
import { fitsNaively, labelsArbitrary } from './arbitraries.js'

interface SelectorRow {
  name: string
  selector: LabelSelector | null
  labels: Record<string, string> | null
  expect: { match?: boolean; error?: true; empty?: true }
}

describe('recorded matches', () => {
  const rows = readRecordedRows<SelectorRow>('selectors.jsonl')

  test.each(rows.map((row) => [row.name, deepFreeze(row)] as const))('%s', (_name, row) => {
    if (row.expect.error) {
      expect(() => compileLabelSelector(row.selector)).toThrow(SidecarSetError)
      return
    }
    const compiled = compileLabelSelector(row.selector)
    expect(compiled.matches(row.labels)).toBe(row.expect.match)
    expect(matchesLabelSelector(row.selector, row.labels)).toBe(row.expect.match)
    if (row.expect.empty) expect(compiled.toString()).toBe('')
  })
})

describe('notation', () => {
  test.each<[notation: string, selector: LabelSelector | null]>([
    ['', null],
    ['', {}],
    ['app=web', { matchLabels: { app: 'web' } }],
    ['app=', { matchLabels: { app: '' } }],
    [
      'app=web,!legacy,tier in (cache,db)',
      {
        matchLabels: { app: 'web' },
        matchExpressions: [
          { key: 'tier', operator: 'In', values: ['db', 'cache'] },
          { key: 'legacy', operator: 'DoesNotExist' },
        ],
      },
    ],
    ['a in (,x)', { matchExpressions: [{ key: 'a', operator: 'In', values: ['x', ''] }] }],
    ['a in ()', { matchExpressions: [{ key: 'a', operator: 'In', values: [''] }] }],
    ['a in (x,x)', { matchExpressions: [{ key: 'a', operator: 'In', values: ['x', 'x'] }] }],
    ['a notin (B,a)', { matchExpressions: [{ key: 'a', operator: 'NotIn', values: ['a', 'B'] }] }],
    ['A=1,a=2,b', { matchLabels: { a: '2', A: '1' }, matchExpressions: [{ key: 'b', operator: 'Exists' }] }],
    [
      'a=1,a,!a',
      {
        matchLabels: { a: '1' },
        matchExpressions: [
          { key: 'a', operator: 'Exists' },
          { key: 'a', operator: 'DoesNotExist' },
        ],
      },
    ],
  ])('%s', (notation, selector) => {
    expect(compileLabelSelector(selector).toString()).toBe(notation)
  })
})

describe('a refused selector says everything that is wrong', () => {
  function issuesOf(selector: unknown): readonly [code: string, path: string][] {
    try {
      compileLabelSelector(selector as LabelSelector)
    } catch (error) {
      if (!(error instanceof SidecarSetError)) throw error
      return error.issues.map(({ code, path }) => [code, path.join('.')])
    }
    return []
  }

  test.each<[title: string, selector: unknown, issues: [code: string, path: string][]]>([
    [
      'several mistakes',
      {
        matchLabels: { '-': '!' },
        matchExpressions: [
          { key: 'a', operator: 'In' },
          { key: 'b', operator: 'Is' },
        ],
      },
      [
        ['invalid', 'matchLabels'],
        ['invalid', 'matchLabels'],
        ['required', 'matchExpressions.0.values'],
        ['invalid', 'matchExpressions.1.operator'],
      ],
    ],
    ['a text', 'app=web', [['wrong-type', '']]],
    ['a list', ['app'], [['wrong-type', '']]],
    ['matchLabels as a list', { matchLabels: ['app'] }, [['wrong-type', 'matchLabels']]],
    ['a number as value', { matchLabels: { app: 1 } }, [['wrong-type', 'matchLabels.app']]],
    [
      'matchExpressions as an object',
      { matchExpressions: { key: 'a' } },
      [['wrong-type', 'matchExpressions']],
    ],
    [
      'an expression as text',
      { matchExpressions: ['app'] },
      [
        ['wrong-type', 'matchExpressions.0'],
        ['invalid', 'matchExpressions.0.operator'],
        ['invalid', 'matchExpressions.0.key'],
        ['invalid', 'matchExpressions.0.key'],
      ],
    ],
    [
      'values as text',
      { matchExpressions: [{ key: 'a', operator: 'NotIn', values: 'b' }] },
      [
        ['wrong-type', 'matchExpressions.0.values'],
        ['required', 'matchExpressions.0.values'],
      ],
    ],
    [
      'a boolean among values',
      { matchExpressions: [{ key: 'a', operator: 'In', values: [true] }] },
      [['wrong-type', 'matchExpressions.0.values.0']],
    ],
    ['null reads as empty text', { matchLabels: { app: null } }, []],
  ])('%s', (_title, selector, issues) => {
    expect(issuesOf(selector)).toEqual(issues)
  })
})

describe('labels of any shape', () => {
  const exists = compileLabelSelector({ matchExpressions: [{ key: 'app', operator: 'Exists' }] })
  const empty = compileLabelSelector({ matchLabels: { app: '' } })

  test.each<[title: string, labels: unknown, hasApp: boolean]>([
    ['a number counts as absent', { app: 1 }, false],
    ['an object counts as absent', { app: {} }, false],
    ['null is the empty text', { app: null }, true],
    ['a list has no labels', ['app'], false],
    ['a text has no labels', 'app', false],
    ['undefined has no labels', undefined, false],
  ])('%s', (_title, labels, hasApp) => {
    expect(exists.matches(labels as Record<string, string>)).toBe(hasApp)
    expect(empty.matches(labels as Record<string, string>)).toBe(hasApp)
  })
})

test('a long list of values matches as a short one does', () => {
  const values = Array.from({ length: 40 }, (_, index) => `v${index}`)
  const expressions = (operator: string) => ({ matchExpressions: [{ key: 'a', operator, values }] })
  expect(matchesLabelSelector(expressions('In'), { a: 'v39' })).toBe(true)
  expect(matchesLabelSelector(expressions('In'), { a: 'v40' })).toBe(false)
  expect(matchesLabelSelector(expressions('NotIn'), { a: 'v39' })).toBe(false)
  expect(matchesLabelSelector(expressions('NotIn'), {})).toBe(true)
})

test('agrees with a naive model', () => {
  const key = fc.constantFrom('a', 'b', 'constructor')
  const value = fc.constantFrom('', 'x', 'y')
  const wellFormed = fc.record({
    matchLabels: fc.dictionary(key, value, { maxKeys: 2 }),
    matchExpressions: fc.array(
      fc.oneof(
        fc.record({
          key,
          operator: fc.constantFrom('In', 'NotIn'),
          values: fc.array(value, { minLength: 1, maxLength: 3 }),
        }),
        fc.record({ key, operator: fc.constantFrom('Exists', 'DoesNotExist') }),
      ),
      { maxLength: 3 },
    ),
  })
  fc.assert(
    fc.property(wellFormed, labelsArbitrary, (selector, labels) => {
      expect(matchesLabelSelector(selector, labels)).toBe(fitsNaively(selector, labels))
    }),
    { numRuns: 1000 },
  )
})

test('throws nothing but its own error, whatever it is given', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (selector, labels) => {
      try {
        compileLabelSelector(selector as LabelSelector).matches(labels as Record<string, string>)
      } catch (error) {
        expect(error).toBeInstanceOf(SidecarSetError)
      }
    }),
  )
})

test('null and undefined are missing selectors, which match nothing', () => {
  for (const missing of [null, undefined]) {
    expect(compileLabelSelector(missing).matches({})).toBe(false)
    expect(compileLabelSelector(missing).toString()).toBe('')
  }
})
