import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { LabelSelector } from '../../src/manifest/api-types.js'
import {
  buildSelectorIndex,
  compileLenientSelector,
  compileRequirement,
  findIndexKeys,
  type IndexKeys,
  type NamespaceFacts,
  readLabel,
} from '../../src/selector/index.js'
import { labelsArbitrary, selectorArbitrary } from './arbitraries.js'

type Empty = 'nothing' | 'everything'

interface Entry {
  readonly position: number
  readonly indexKeys: IndexKeys
  /** Whether labels have what one of the requirements asks for, or none asks for a label. */
  readonly isAskedFor: (labels: Record<string, string>) => boolean
  readonly fits: (labels: Record<string, string>, namespace?: Record<string, string>) => boolean
}

function entriesOf(
  selectors: readonly (LabelSelector | null)[],
  empty: Empty = 'nothing',
  namespaceSelectors: readonly (LabelSelector | undefined)[] = [],
): Entry[] {
  return selectors.map((given, position) => {
    const selector = compileLenientSelector(given, { empty })
    const around = namespaceSelectors[position]
    const namespaceSelector = around && compileLenientSelector(around, { empty: 'everything' })
    return {
      position,
      indexKeys: findIndexKeys({ selector, namespaceSelector }),
      isAskedFor: (labels) => {
        const asking = selector.requirements.filter(({ operator }) => /^(Equals|In|Exists)$/.test(operator))
        return (
          asking.length === 0 || asking.some((each) => compileRequirement(each)(readLabel(labels, each.key)))
        )
      },
      fits: (labels, namespace) =>
        selector.matches(labels) && (namespaceSelector?.matches(namespace ?? {}) ?? true),
    }
  })
}

interface PositionIndex {
  candidates(labels: Record<string, string> | null, namespace?: NamespaceFacts): readonly number[]
}

/** An index that answers with positions. */
function indexEntries(entries: readonly Entry[]): PositionIndex {
  const index = buildSelectorIndex(entries, { nameLabel: 'name' })
  return {
    candidates: (labels, namespace) => index.candidates(labels, namespace).map(({ position }) => position),
  }
}

function indexOf(...given: Parameters<typeof entriesOf>): PositionIndex {
  return indexEntries(entriesOf(...given))
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

  test('a pair that few have before a list of values that many have', () => {
    const isIn = (...values: string[]) => ({ key: 'app', operator: 'In', values })
    const selectors = [
      ...many(50, () => ({ matchExpressions: [isIn('web', 'db')] })),
      { matchLabels: { team: 'a' }, matchExpressions: [isIn('web', 'db')] },
      { matchLabels: { team: 'a' } },
    ]
    expect(indexOf(selectors).candidates({ app: 'web' })).not.toContain(50)
    expect(indexOf(selectors).candidates({ team: 'a' })).toEqual([50, 51])
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

test('index and match find what a scan over all finds, and look at nothing that asks for another label', () => {
  const selectors = fc.array(fc.option(selectorArbitrary), { maxLength: 12 })
  fc.assert(
    fc.property(
      selectors,
      labelsArbitrary,
      fc.constantFrom<Empty>('nothing', 'everything'),
      (all, labels, empty) => {
        const entries = entriesOf(all, empty)
        const index = indexEntries(entries)
        const fits = (position: number): boolean => entries[position]?.fits(labels) === true
        const scanned = entries.filter((entry) => entry.fits(labels)).map(({ position }) => position)
        expect(index.candidates(labels).filter(fits)).toEqual(scanned)
        expect(index.candidates(labels)).toEqual([...new Set(index.candidates(labels))].sort((a, b) => a - b))
        for (const position of index.candidates(labels))
          expect(entries[position]?.isAskedFor(labels)).toBe(true)
      },
    ),
    { numRuns: 2000 },
  )
})

describe('selectors over Namespaces', () => {
  const web = { matchLabels: { app: 'web' } }
  const shop = { matchLabels: { name: 'shop' } }
  const prod = { matchLabels: { stage: 'prod' } }
  const notTest = { matchExpressions: [{ key: 'stage', operator: 'NotIn', values: ['test'] }] }
  const unknown = { matchExpressions: [{ key: 'stage', operator: 'Is' }] }
  const oneOf = { matchExpressions: [{ key: 'stage', operator: 'In', values: ['prod', 'beta'] }] }

  test.each<
    [title: string, own: LabelSelector[], around: LabelSelector[], namespace: NamespaceFacts, found: number[]]
  >([
    ['the name, where it is all that is known', [{}], [shop], { name: 'shop', labels: undefined }, [0]],
    ['another name', [{}], [shop], { name: 'bank', labels: undefined }, []],
    ['the name among labels', [{}], [shop], { name: 'x', labels: { name: 'shop' } }, [0]],
    ['labels that say another name', [{}], [shop], { name: 'shop', labels: { name: 'x' } }, []],
    ['a label that is there', [{}], [prod], { name: 'a', labels: { stage: 'prod' } }, [0]],
    ['a label with another value', [{}, {}], [prod, oneOf], { name: 'a', labels: { stage: 'x' } }, []],
    ['labels that nobody knows', [{}, {}], [prod, oneOf], { name: 'a', labels: undefined }, [0, 1]],
    [
      'two that are each filed under two values, once',
      [{}, {}],
      [oneOf, oneOf],
      { name: 'a', labels: undefined },
      [0, 1],
    ],
    ['NotIn asks for nothing', [{}], [notTest], { name: 'a', labels: { stage: 'test' } }, [0]],
    ['an unknown operator, never', [{}], [unknown], { name: 'a', labels: undefined }, []],
    ['an error over labels, in the namespace', [unknown], [shop], { name: 'shop', labels: undefined }, [0]],
    ['an error over labels, in another one', [unknown], [shop], { name: 'bank', labels: undefined }, []],
  ])('%s', (_title, own, around, namespace, found) => {
    expect(indexOf(own, 'everything', around).candidates({ app: 'web' }, namespace)).toEqual(found)
  })

  test('thousands for one label, each in a namespace of its own', () => {
    const own = Array.from({ length: 5000 }, () => web)
    const around = own.map((_, n) => ({ matchLabels: { name: `team-${n}` } }))
    const index = indexOf(own, 'nothing', around)
    expect(index.candidates({ app: 'web' }, { name: 'team-77', labels: undefined })).toEqual([77])
    expect(index.candidates({ app: 'web' }, { name: 'default', labels: { name: 'default' } })).toEqual([])
  })

  test('thousands for one namespace, each with labels of its own', () => {
    const own = Array.from({ length: 5000 }, (_, n) => ({ matchLabels: { app: `app-${n}` } }))
    const index = indexOf(
      own,
      'nothing',
      own.map(() => shop),
    )
    expect(index.candidates({ app: 'app-7' }, { name: 'shop', labels: undefined })).toEqual([7])
  })

  test('the index rules out nothing that fits, whether the labels are known or not', () => {
    const pairs = fc.array(fc.tuple(fc.option(selectorArbitrary), fc.option(selectorArbitrary)), {
      maxLength: 12,
    })
    fc.assert(
      fc.property(
        pairs,
        labelsArbitrary,
        labelsArbitrary,
        fc.constantFrom<Empty>('nothing', 'everything'),
        (all, labels, namespaceLabels, empty) => {
          const entries = entriesOf(
            all.map(([own]) => own),
            empty,
            all.map(([, around]) => around ?? undefined),
          )
          const index = indexEntries(entries)
          const fitting = entries.filter((entry) => entry.fits(labels, namespaceLabels))
          const known = index.candidates(labels, { name: 'any', labels: namespaceLabels })
          const unknown = index.candidates(labels)
          for (const { position } of fitting) {
            expect(known).toContain(position)
            expect(unknown).toContain(position)
          }
          for (const found of [known, unknown])
            expect(found).toEqual([...new Set(found)].sort((a, b) => a - b))
        },
      ),
      { numRuns: 2000 },
    )
  })
})

test('fifty thousand selectors, and only those that share a label are looked at', () => {
  const selectors = Array.from({ length: 50_000 }, (_, n) => ({
    matchLabels: { app: `app-${n % 10_000}`, stage: n % 2 === 0 ? 'prod' : 'test' },
  }))
  const index = indexOf(selectors)
  expect(index.candidates({})).toEqual([])
  expect(index.candidates({ app: 'app-77', stage: 'test' })).toEqual([77, 10_077, 20_077, 30_077, 40_077])
})
