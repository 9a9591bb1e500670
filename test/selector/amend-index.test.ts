import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  amendSelectorIndex,
  buildSelectorIndex,
  compileLenientSelector,
  findIndexKeys,
  type IndexKeys,
} from '../../src/selector/index.js'
import { labelsArbitrary, selectorArbitrary } from './arbitraries.js'

interface Entry {
  readonly order: number
  readonly indexKeys: IndexKeys
  readonly fits: (labels: Record<string, string>) => boolean
}

const byOrder = (a: Entry, b: Entry): number => a.order - b.order

/** Entries, and for each whether it is in the first index, and whether in the second. */
const twoLists = fc
  .array(fc.tuple(selectorArbitrary, fc.boolean(), fc.boolean()), { maxLength: 16 })
  .map((drawn) =>
    drawn.map(([given, before, after], order) => {
      const selector = compileLenientSelector(given, { empty: 'everything' })
      const entry: Entry = {
        order,
        indexKeys: findIndexKeys({ selector }),
        fits: (labels) => selector.matches(labels),
      }
      return { entry, before, after }
    }),
  )

test('an amended index rules out nothing that fits, keeps the order and finds nothing that was removed', () => {
  fc.assert(
    fc.property(twoLists, labelsArbitrary, (lists, labels) => {
      const pick = (isIn: (one: (typeof lists)[number]) => boolean): Entry[] =>
        lists.filter(isIn).map(({ entry }) => entry)
      const changes = {
        removed: new Set(pick(({ before, after }) => before && !after)),
        added: pick(({ before, after }) => !before && after),
      }
      const base = buildSelectorIndex(pick(({ before }) => before))
      const found = amendSelectorIndex(base, changes, byOrder).candidates(labels)
      const wanted = pick(({ after }) => after)
      expect(found.filter((entry) => entry.fits(labels))).toEqual(
        wanted.filter((entry) => entry.fits(labels)),
      )
      expect(found).toEqual([...new Set(found)].filter((entry) => wanted.includes(entry)).sort(byOrder))
    }),
    { numRuns: 2000 },
  )
})

test('without changes it is the index that there was', () => {
  const base = buildSelectorIndex<Entry>([])
  expect(amendSelectorIndex(base, { removed: new Set(), added: [] }, byOrder)).toBe(base)
})
