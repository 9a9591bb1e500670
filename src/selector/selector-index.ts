import { labelKeys, readLabel, type Labels } from './labels.js'
import { chooseFiling, countPopularity, distinctValues, type IndexableSelectors } from './selectivity.js'
import type { Requirement } from './requirement.js'

/** Selectors, and what they stand for. */
export interface SelectorIndexEntry<T> extends IndexableSelectors {
  readonly item: T
}

/** What is known of the Namespace that an object is in. */
export interface NamespaceFacts {
  readonly labels: Labels
  /** Whether these are all its labels. Otherwise nothing is known of the keys that are not among them. */
  readonly complete: boolean
}

/** Finds, among many selectors, the few that labels may fit. Immutable. */
export interface SelectorIndex<T> {
  /**
   * The items whose selectors these labels may fit, in the order in which they were given. Every item whose selectors
   * fit is among them; the others have still to be ruled out by their selectors.
   *
   * @param namespace @default nothing is known
   */
  candidates(labels: Labels | null | undefined, namespace?: NamespaceFacts): readonly T[]
  /** How many items are candidates whatever the labels, as nothing in their selectors could be indexed. */
  readonly unindexed: number
}

/**
 * Builds an index over selectors, so that the cost of a Pod does not grow with the number of selectors that do not fit.
 *
 * 1. An entry is looked at only if the labels, or those of the Namespace, have what one of its requirements asks for: a
 *    pair from `matchLabels` or `In`, or a key from `Exists`. Of these it is filed under the one that the fewest entries
 *    share.
 * 2. An entry without such a requirement (only `NotIn`, `DoesNotExist`, or empty and matching everything) is always a
 *    candidate, and so is one with an unknown operator, since its error is for every Pod.
 * 3. An entry that matches nothing is never a candidate.
 * 4. An entry filed under a label of the Namespace of which nothing is known is a candidate.
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
  const files = fileAll(entries)
  return {
    unindexed: files.always.length,
    candidates: (labels, namespace = unknownNamespace) => {
      const found = lookUp(files, labels, namespace)
      return found.length === 0 ? noItems : found.map((position) => entries[position]?.item as T)
    },
  }
}

const unknownNamespace: NamespaceFacts = Object.freeze({ labels: Object.freeze({}), complete: false })
const noItems: readonly never[] = Object.freeze([])

/** Positions of entries, ascending in each list. Each entry is filed once, and in no two lists that one label leads to. */
interface Files {
  readonly always: readonly number[]
  readonly own: ReadonlyMap<string, KeyFile>
  readonly namespace: ReadonlyMap<string, KeyFile>
}

/** Maps in maps, and no text made of key and value: keys and values may be any text. */
interface KeyFile {
  readonly anyValue: number[]
  readonly byValue: Map<string, number[]>
}

function fileAll(entries: readonly IndexableSelectors[]): Files {
  const popularity = countPopularity(entries)
  const always: number[] = []
  const byKey = { own: new Map<string, KeyFile>(), namespace: new Map<string, KeyFile>() }
  entries.forEach((entry, position) => {
    const filing = chooseFiling(entry, popularity)
    if (filing === 'never') return
    if (filing === 'always') always.push(position)
    else fileUnder(byKey[filing.side], filing.requirement, position)
  })
  return { always, ...byKey }
}

function fileUnder(files: Map<string, KeyFile>, requirement: Requirement, position: number): void {
  let file = files.get(requirement.key)
  if (file === undefined) files.set(requirement.key, (file = { anyValue: [], byValue: new Map() }))
  if (requirement.operator === 'Exists') file.anyValue.push(position)
  else for (const value of distinctValues(requirement)) addPosition(file.byValue, value, position)
}

function addPosition(byValue: Map<string, number[]>, value: string, position: number): void {
  const positions = byValue.get(value)
  if (positions === undefined) byValue.set(value, [position])
  else positions.push(position)
}

const nowhere: readonly number[] = Object.freeze([])

/** Most labels lead nowhere, and most Pods to few selectors: no list is made or sorted without need. */
function lookUp(
  files: Files,
  labels: Labels | null | undefined,
  namespace: NamespaceFacts,
): readonly number[] {
  const lists: (readonly number[])[] = []
  if (files.always.length > 0) lists.push(files.always)
  if (files.own.size > 0) collect(files.own, labels, lists)
  if (files.namespace.size > 0) {
    collect(files.namespace, namespace.labels, lists)
    if (!namespace.complete) collectUnknown(files.namespace, namespace.labels, lists)
  }
  if (lists.length < 2) return lists[0] ?? nowhere
  return lists.flat().sort((a, b) => a - b)
}

function collect(
  files: ReadonlyMap<string, KeyFile>,
  labels: Labels | null | undefined,
  lists: (readonly number[])[],
): void {
  for (const key of labelKeys(labels)) {
    const file = files.get(key)
    const value = file && readLabel(labels, key)
    if (file === undefined || value === undefined) continue
    if (file.anyValue.length > 0) lists.push(file.anyValue)
    const withValue = file.byValue.get(value)
    if (withValue !== undefined) lists.push(withValue)
  }
}

/** All that is filed under keys of which nothing is known. An entry may be filed under several values of a key. */
function collectUnknown(
  files: ReadonlyMap<string, KeyFile>,
  known: Labels,
  lists: (readonly number[])[],
): void {
  for (const [key, { anyValue, byValue }] of files) {
    if (readLabel(known, key) === undefined)
      lists.push([...new Set([...anyValue, ...[...byValue.values()].flat()])])
  }
}
