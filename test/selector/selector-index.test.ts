import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { LabelSelector } from '../../src/manifest/api-types.js'
import { buildSelectorIndex, compileLenientSelector, type SelectorIndex } from '../../src/selector/index.js'
import { labelsArbitrary, selectorArbitrary } from './arbitraries.js'

type Empty = 'nothing' | 'everything'

/** An index over selectors whose items are their positions. */
function indexOf(
  selectors: readonly (LabelSelector | null)[],
  empty: Empty = 'nothing',
): SelectorIndex<number> {
  return buildSelectorIndex(
    selectors.map((selector, item) => ({ selector: compileLenientSelector(selector, { empty }), item })),
  )
}

describe('what is looked at', () => {
  const web = { matchLabels: { app: 'web' } }
  const inList = { matchExpressions: [{ key: 'app', operator: 'In', values: ['web', 'db', 'web'] }] }
  const exists = { matchExpressions: [{ key: 'app', operator: 'Exists' }] }
  const notIn = { matchExpressions: [{ key: 'app', operator: 'NotIn', values: ['web'] }] }
  const absent = { matchExpressions: [{ key: 'app', operator: 'DoesNotExist' }] }
  const unknown = { matchLabels: { no: 'such' }, matchExpressions: [{ key: 'app', operator: 'Is' }] }
  const impossible = { matchExpressions: [{ key: 'app', operator: 'In', values: [] }] }

  test.each<[title: string, selectors: (LabelSelector | null)[], labels: unknown, found: number[]]>([
    ['a pair that is there', [web], { app: 'web' }, [0]],
    ['a pair with another value', [web], { app: 'db' }, []],
    ['the key of another pair', [web], { tier: 'web' }, []],
    ['a listed value, once', [inList], { app: 'db' }, [0]],
    ['a value not listed', [inList], { app: 'x' }, []],
    ['a key with any value', [exists], { app: '' }, [0]],
    ['a key that is absent', [exists], { tier: 'x' }, []],
    ['NotIn always', [notIn], {}, [0]],
    ['DoesNotExist always, even when it will not fit', [absent], { app: 'x' }, [0]],
    ['an unknown operator always', [unknown], {}, [0]],
    ['In without values never', [impossible], { app: 'web', '': '' }, []],
    ['missing and empty selectors never', [null, {}], { app: 'web' }, []],
    ['in the order of entries', [notIn, web, exists, inList, web], { app: 'web' }, [0, 1, 2, 3, 4]],
    ['no labels', [web, notIn], null, [1]],
    ['labels of a wrong type', [web, notIn], ['app'], [1]],
    ['a label of a wrong type', [web, notIn], { app: 5 }, [1]],
    ['the empty value of a null label', [{ matchLabels: { app: '' } }], { app: null }, [0]],
    ['keys and values that join to the same text', [{ matchLabels: { a: 'b=c' } }], { 'a=b': 'c' }, []],
    ['a key that objects have by nature', [{ matchLabels: { constructor: 'x' } }, web], {}, []],
    [
      'a key that is also a prototype',
      [{ matchLabels: JSON.parse('{"__proto__":"x"}') }],
      JSON.parse('{"__proto__":"x"}'),
      [0],
    ],
  ])('%s', (_title, selectors, labels, found) => {
    expect(indexOf(selectors).candidates(labels as Record<string, string>)).toEqual(found)
  })

  test('an empty selector that matches everything, always', () => {
    expect(indexOf([{}, null], 'everything').candidates({})).toEqual([0])
  })

  test('how many cannot be indexed', () => {
    expect(indexOf([web, notIn, absent, unknown, impossible, null]).unindexed).toBe(3)
  })
})

describe('the most selective requirement is chosen', () => {
  const many = (count: number, make: (n: number) => LabelSelector) =>
    Array.from({ length: count }, (_, n) => make(n))

  test('the pair that no other selector has', () => {
    const index = indexOf(many(100, (n) => ({ matchLabels: { app: 'web', team: `t${n}` } })))
    expect(index.candidates({ app: 'web', team: 't7' })).toEqual([7])
    expect(index.candidates({ app: 'web' })).toEqual([])
  })

  test('a pair before a key that many ask for', () => {
    const selectors = many(100, (n) => ({
      matchLabels: { app: `a${n}` },
      matchExpressions: [{ key: 'team', operator: 'Exists' }],
    }))
    expect(indexOf(selectors).candidates({ app: 'a3', team: 'x' })).toEqual([3])
    expect(indexOf(selectors).candidates({ app: 'other', team: 'x' })).toEqual([])
  })

  test('a key of its own before a pair that all share', () => {
    const selectors = many(100, (n) => ({
      matchLabels: { managed: 'yes' },
      matchExpressions: [{ key: `team-${n}`, operator: 'Exists' }],
    }))
    expect(indexOf(selectors).candidates({ managed: 'yes', 'team-9': '' })).toEqual([9])
  })

  test('a pair before a bare key of the same name, as labels with the key are many', () => {
    const selectors = [
      ...many(50, (n) => ({ matchLabels: { app: `a${n}` } })),
      {
        matchLabels: { tier: 'db' },
        matchExpressions: [{ key: 'app', operator: 'Exists' }],
      },
      { matchLabels: { tier: 'db' } },
    ]
    expect(indexOf(selectors).candidates({ app: 'a1' })).toEqual([1])
  })
})

test('index and match find what a scan over all finds', () => {
  const selectors = fc.array(fc.option(selectorArbitrary), { maxLength: 12 })
  fc.assert(
    fc.property(
      selectors,
      labelsArbitrary,
      fc.constantFrom<Empty>('nothing', 'everything'),
      (all, labels, empty) => {
        const entries = all.map((selector, item) => ({
          selector: compileLenientSelector(selector, { empty }),
          item,
        }))
        const index = buildSelectorIndex(entries)
        const found = index
          .candidates(labels)
          .filter((position) => entries[position]?.selector.matches(labels))
        const scanned = entries.filter(({ selector }) => selector.matches(labels)).map(({ item }) => item)
        expect(found).toEqual(scanned)
        expect(index.candidates(labels)).toEqual([...new Set(index.candidates(labels))].sort((a, b) => a - b))
      },
    ),
    { numRuns: 2000 },
  )
})

test('items may be any values, lists and undefined among them', () => {
  const selector = compileLenientSelector({ matchLabels: { a: 'x' } }, { empty: 'nothing' })
  const index = buildSelectorIndex([
    { selector, item: ['one', 'two'] },
    { selector, item: undefined },
  ])
  expect(index.candidates({ a: 'x' })).toEqual([['one', 'two'], undefined])
})

test('fifty thousand selectors, and only those that share a label are looked at', () => {
  const selectors = Array.from({ length: 50_000 }, (_, n) => ({
    matchLabels: { app: `app-${n % 10_000}`, stage: n % 2 === 0 ? 'prod' : 'test' },
  }))
  const index = indexOf(selectors)
  expect(index.unindexed).toBe(0)
  expect(index.candidates({ app: 'app-77', stage: 'test' })).toEqual([77, 10_077, 20_077, 30_077, 40_077])
})
