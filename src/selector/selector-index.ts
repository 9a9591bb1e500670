import { labelKeys, readLabel, type Labels } from './labels.js'
import { chooseFiling, countPopularity, type Filing, type IndexableSelector } from './selectivity.js'

/** A selector, and what it stands for. */
export interface SelectorIndexEntry<T> {
  readonly selector: IndexableSelector
  readonly item: T
}

/** Finds, among many selectors, the few that labels may fit. Immutable. */
export interface SelectorIndex<T> {
  /**
   * The items whose selector these labels may fit, in the order in which they were given. Every item whose selector
   * fits is among them; the others have still to be ruled out by their selector.
   */
  candidates(labels: Labels | null | undefined): readonly T[]
  /** How many items are candidates whatever the labels, as nothing in their selector could be indexed. */
  readonly unindexed: number
}

/**
 * Builds an index over selectors, so that the cost of a Pod does not grow with the number of selectors that do not fit.
 *
 * 1. A selector is looked at only if the labels have what one of its requirements asks for: a pair from `matchLabels`
 *    or `In`, or a key from `Exists`. Of these it is filed under the one that the fewest selectors share.
 * 2. A selector without such a requirement (only `NotIn`, `DoesNotExist`, or empty and matching everything) is always a
 *    candidate, and so is one with an unknown operator, since its error is for every Pod.
 * 3. A selector that matches nothing is never a candidate.
 *
 * Looking up costs in proportion to the number of labels and of candidates.
 *
 * @example
 * const index = buildSelectorIndex([
 *   { selector: compileLenientSelector({ matchLabels: { app: 'web' } }, { empty: 'nothing' }), item: 'logs' },
 *   { selector: compileLenientSelector({ matchLabels: { app: 'db' } }, { empty: 'nothing' }), item: 'backup' },
 * ])
 * index.candidates({ app: 'web', tier: 'front' }) // ['logs']
 */
export function buildSelectorIndex<T>(entries: readonly SelectorIndexEntry<T>[]): SelectorIndex<T> {
  const popularity = countPopularity(entries.map(({ selector }) => selector))
  const files: Files = { always: [], byKey: new Map() }
  entries.forEach(({ selector }, position) => addTo(files, chooseFiling(selector, popularity), position))

  const items = entries.map(({ item }) => item)
  return {
    unindexed: files.always.length,
    candidates: (labels) => {
      const found = lookUp(files, labels)
      return found.length === 0 ? (none as readonly never[]) : found.map((position) => items[position] as T)
    },
  }
}

/** Positions of entries, ascending in each list. No entry is in two lists that one set of labels can reach. */
interface Files {
  readonly always: number[]
  readonly byKey: Map<string, KeyFile>
}

/** Maps in maps, and no text made of key and value: keys and values may be any text. */
interface KeyFile {
  readonly anyValue: number[]
  readonly byValue: Map<string, number[]>
}

function addTo(files: Files, filing: Filing, position: number): void {
  if (filing.under === 'always') files.always.push(position)
  if (filing.under === 'key') keyFile(files, filing.key).anyValue.push(position)
  if (filing.under !== 'pairs') return
  const { byValue } = keyFile(files, filing.key)
  for (const value of filing.values) {
    const positions = byValue.get(value)
    if (positions === undefined) byValue.set(value, [position])
    else positions.push(position)
  }
}

function keyFile({ byKey }: Files, key: string): KeyFile {
  const found = byKey.get(key) ?? { anyValue: [], byValue: new Map<string, number[]>() }
  byKey.set(key, found)
  return found
}

const none: readonly number[] = Object.freeze([])

/** Most labels lead nowhere, and most Pods to few selectors: no list is made or sorted without need. */
function lookUp(files: Files, labels: Labels | null | undefined): readonly number[] {
  const lists: (readonly number[])[] = files.always.length > 0 ? [files.always] : []
  for (const key of labelKeys(labels)) {
    const file = files.byKey.get(key)
    const value = file && readLabel(labels, key)
    if (file === undefined || value === undefined) continue
    if (file.anyValue.length > 0) lists.push(file.anyValue)
    const withValue = file.byValue.get(value)
    if (withValue !== undefined) lists.push(withValue)
  }
  if (lists.length < 2) return lists[0] ?? none
  return lists.flat().sort((a, b) => a - b)
}
