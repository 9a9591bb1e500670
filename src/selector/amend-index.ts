import {
  buildSelectorIndex,
  type IndexEntry,
  type IndexOptions,
  type SelectorIndex,
} from './selector-index.js'

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
