import { labelKeys, readLabel, type Labels } from './labels.js'
import { chooseFiling, countPopularity, distinctValues, type IndexableSelectors } from './selectivity.js'
import type { Requirement } from './requirement.js'

/** Selectors, and what they stand for. */
export interface SelectorIndexEntry<T> extends IndexableSelectors {
  readonly item: T
}

/** The Namespace that an object is in. */
export interface NamespaceFacts {
  readonly name: string
  /** All its labels, or `undefined` where nobody knows them. */
  readonly labels: Labels | undefined
}

/** Finds, among many selectors, the few that labels may fit. Immutable. */
export interface SelectorIndex<T> {
  /**
   * The items whose selectors these labels may fit, in the order in which they were given. Every item whose selectors
   * fit is among them; the others have still to be ruled out by their selectors.
   *
   * @param namespace @default nothing is known of it
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
 * 4. Where the labels of the Namespace are not known, it has the label that holds its name, and entries filed under any
 *    other are candidates.
 *
 * Looking up costs in proportion to the number of labels and of candidates.
 *
 * @param options.nameLabel the label of Namespaces that holds their name. @default none does
 * @example
 * const index = buildSelectorIndex([
 *   { selector: compileLenientSelector({ matchLabels: { app: 'web' } }, { empty: 'nothing' }), item: 'logs' },
 *   { selector: compileLenientSelector({ matchLabels: { app: 'db' } }, { empty: 'nothing' }), item: 'backup' },
 * ])
 * index.candidates({ app: 'web', tier: 'front' }) // ['logs']
 */
export function buildSelectorIndex<T>(
  entries: readonly SelectorIndexEntry<T>[],
  options: { readonly nameLabel?: string } = {},
): SelectorIndex<T> {
  const files = fileAll(entries)
  const namespaceIndex = { ...options, files: files.namespace }
  return {
    unindexed: files.always.length,
    candidates: (labels, namespace) => {
      const lists: (readonly number[])[] = []
      if (files.always.length > 0) lists.push(files.always)
      if (files.own.size > 0) collect(files.own, labels, lists)
      if (files.namespace.size > 0) collectByNamespace(namespaceIndex, namespace, lists)
      const found = inOrder(lists)
      return found.length === 0 ? noItems : found.map((position) => entries[position]?.item as T)
    },
  }
}

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
function inOrder(lists: readonly (readonly number[])[]): readonly number[] {
  return lists.length < 2 ? (lists[0] ?? nowhere) : lists.flat().sort((a, b) => a - b)
}

function collect(
  files: ReadonlyMap<string, KeyFile>,
  labels: Labels | null | undefined,
  lists: (readonly number[])[],
): void {
  for (const key of labelKeys(labels)) {
    const file = files.get(key)
    if (file === undefined) continue
    const value = readLabel(labels, key)
    if (value !== undefined) collectValue(file, value, lists)
  }
}

interface NamespaceIndex {
  readonly files: ReadonlyMap<string, KeyFile>
  readonly nameLabel?: string
}

function collectByNamespace(
  { files, nameLabel }: NamespaceIndex,
  namespace: NamespaceFacts | undefined,
  lists: (readonly number[])[],
): void {
  if (namespace?.labels !== undefined) return collect(files, namespace.labels, lists)
  const named = namespace === undefined || nameLabel === undefined ? undefined : files.get(nameLabel)
  if (named !== undefined) collectValue(named, namespace?.name ?? '', lists)
  if (files.size > (named === undefined ? 0 : 1)) collectOthers(files, named, lists)
}

function collectValue({ anyValue, byValue }: KeyFile, value: string, lists: (readonly number[])[]): void {
  if (anyValue.length > 0) lists.push(anyValue)
  const withValue = byValue.get(value)
  if (withValue !== undefined) lists.push(withValue)
}

/** All that is filed under keys of which nothing is known. An entry may be filed under several values of a key. */
function collectOthers(
  files: ReadonlyMap<string, KeyFile>,
  known: KeyFile | undefined,
  lists: (readonly number[])[],
): void {
  for (const file of files.values()) {
    if (file === known) continue
    lists.push([...new Set([...file.anyValue, ...[...file.byValue.values()].flat()])])
  }
}
