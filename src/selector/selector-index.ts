import { type IndexKeys, type Cabinet, fileBySelectivity, type KeyFile } from './selectivity.js'
import { labelKeys, type Labels, readLabel } from './requirement.js'

/** The Namespace that an object is in. */
export interface NamespaceFacts {
  readonly name: string
  /** All its labels, or `undefined` where nobody knows them. */
  readonly labels: Labels | undefined
}

/** Finds, among many selectors, the few that labels may fit. Immutable. */
export interface SelectorIndex<T> {
  /**
   * The entries whose selectors these labels may fit, in the order in which they were given. Every entry whose selectors
   * fit is among them; the others have still to be ruled out by their selectors.
   *
   * @param namespace @default nothing is known of it
   */
  candidates(labels: Labels | null | undefined, namespace?: NamespaceFacts): readonly T[]
}

/** Something with selectors, whatever else it is. */
export interface IndexEntry {
  readonly indexKeys: IndexKeys
}

export interface IndexOptions {
  /** The label of Namespaces that holds their name. @default none does */
  readonly nameLabel?: string | undefined
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
 * @example
 * const entryOf = (name: string, matchLabels: Labels) => {
 *   const selector = compileLenientSelector({ matchLabels }, { empty: 'nothing' })
 *   return { name, indexKeys: findIndexKeys({ selector }) }
 * }
 * const index = buildSelectorIndex([entryOf('logs', { app: 'web' }), entryOf('backup', { app: 'db' })])
 * index.candidates({ app: 'web', tier: 'front' }).map(({ name }) => name) // ['logs']
 */
export function buildSelectorIndex<T extends IndexEntry>(
  entries: readonly T[],
  options: IndexOptions = {},
): SelectorIndex<T> {
  const files = fileBySelectivity(entries)
  const namespaceIndex = { ...options, files: files.namespace }
  return {
    candidates: (labels, namespace) => {
      const found: Found = []
      if (files.always.length > 0) found.push(files.always)
      if (files.own.size > 0) collect(files.own, labels, found)
      if (files.namespace.size > 0) collectByNamespace(namespaceIndex, namespace, found)
      if (found.length === 0) return noEntries
      return inOrder(found).map((position) => entries[position] as T)
    },
  }
}

const noEntries: readonly never[] = Object.freeze([])

/** Where entries were found: positions, and lists of them. */
type Found = (number | readonly number[])[]

/** Most Pods are for few SidecarSets: no list is made or sorted without need. */
function inOrder(found: Found): readonly number[] {
  const [only] = found
  if (found.length === 1 && typeof only === 'number') return [only]
  return found.flat().sort((a, b) => a - b)
}

function collect(files: Cabinet, labels: Labels | null | undefined, found: Found): void {
  for (const key of labelKeys(labels)) {
    const file = files.get(key)
    if (file === undefined) continue
    const value = readLabel(labels, key)
    if (value !== undefined) collectValue(file, value, found)
  }
}

interface NamespaceIndex extends IndexOptions {
  readonly files: Cabinet
}

function collectByNamespace(
  { files, nameLabel }: NamespaceIndex,
  namespace: NamespaceFacts | undefined,
  found: Found,
): void {
  if (namespace?.labels !== undefined) return collect(files, namespace.labels, found)
  const named = namespace === undefined || nameLabel === undefined ? undefined : files.get(nameLabel)
  if (named !== undefined) collectValue(named, namespace?.name ?? '', found)
  if (files.size > (named === undefined ? 0 : 1)) collectOthers(files, named, found)
}

function collectValue({ anyValue, byValue }: KeyFile, value: string, found: Found): void {
  if (anyValue.positions !== undefined) found.push(anyValue.positions)
  const positions = byValue?.get(value)?.positions
  if (positions !== undefined) found.push(positions)
}

/** All that is filed under keys of which nothing is known. An entry may be filed under several values of a key. */
function collectOthers(files: Cabinet, known: KeyFile | undefined, found: Found): void {
  for (const file of files.values()) {
    if (file === known) continue
    const drawers = [file.anyValue, ...(file.byValue?.values() ?? [])]
    found.push([...new Set(drawers.flatMap(({ positions }) => positions ?? []))])
  }
}

/** How entries differ from those of an index that there is already. */
export interface IndexChanges<T> {
  readonly removed: ReadonlySet<T>
  readonly added: readonly T[]
}

/**
 * An index over the entries of another one with a few changes, made in time that depends on the changes alone. Looking
 * up takes a little longer than in an index made anew.
 *
 * @param inOrder compares entries by their order; both indexes must have been given theirs in it
 */
export function amendSelectorIndex<T extends IndexEntry>(
  base: SelectorIndex<T>,
  { removed, added }: IndexChanges<T>,
  inOrder: (a: T, b: T) => number,
  options: IndexOptions = {},
): SelectorIndex<T> {
  if (removed.size === 0 && added.length === 0) return base
  const more = buildSelectorIndex(added, options)
  const isKept = (entry: T): boolean => !removed.has(entry)
  return {
    candidates: (labels, namespace) => {
      const found = base.candidates(labels, namespace)
      const kept = found.every(isKept) ? found : found.filter(isKept)
      const others = more.candidates(labels, namespace)
      return others.length === 0 ? kept : [...kept, ...others].sort(inOrder)
    },
  }
}
