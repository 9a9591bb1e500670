import { compareUtf8 } from '../../kubernetes/utf8.js'
import {
  amendSelectorIndex,
  buildSelectorIndex,
  type IndexChanges,
  type SelectorIndex,
} from '../../selector/index.js'
import { namespaceNameLabel } from '../../sidecarset/convert-sidecar-set.js'
import type { CompiledSet } from './compiled-set.js'

/** An index that was made from the ground up, and what it is over. */
export interface IndexedSets {
  /** In order of name. */
  readonly sets: readonly CompiledSet[]
  readonly index: SelectorIndex<CompiledSet>
}

/** Beyond this share of changes an index is made anew: what was removed is kept as long as the index is. */
const mostChanges = 0.05

/**
 * Indexes SidecarSets, in order of name. Where all but a few were indexed before, as when one of thousands has changed,
 * that index is amended: it takes time to find out what changed, but not to index what did not.
 *
 * @param earlier the base of an earlier injector's index
 * @returns the index, and the base that it was made from
 */
export function indexSets(
  sets: readonly CompiledSet[],
  earlier?: IndexedSets,
): { readonly index: SelectorIndex<CompiledSet>; readonly base: IndexedSets } {
  const options = { nameLabel: namespaceNameLabel }
  const changes = earlier && findChanges(earlier.sets, sets)
  if (earlier !== undefined && changes !== undefined)
    return { index: amendSelectorIndex(earlier.index, changes, byName, options), base: earlier }
  const index = buildSelectorIndex(sets, options)
  return { index, base: { sets, index } }
}

function byName(a: CompiledSet, b: CompiledSet): number {
  return compareUtf8(a.name, b.name)
}

/**
 * What is different in one of two lists in order of name; `undefined` where it is too much. Objects that are in both, in
 * a row, are not looked into: that takes no time to speak of.
 */
function findChanges(
  before: readonly CompiledSet[],
  after: readonly CompiledSet[],
): IndexChanges<CompiledSet> | undefined {
  const limit = before.length * mostChanges
  const removed = new Set<CompiledSet>()
  const added: CompiledSet[] = []
  let next = 0
  const removeWhile = (isGone: (set: CompiledSet) => boolean): void => {
    for (let set = before[next]; set !== undefined && isGone(set); set = before[++next]) removed.add(set)
  }
  for (const set of after) {
    if (before[next] !== set) removeWhile((other) => other !== set && byName(other, set) <= 0)
    if (before[next] === set) next++
    else added.push(set)
    if (removed.size + added.length > limit) return undefined
  }
  removeWhile(() => true)
  return removed.size + added.length > limit ? undefined : { removed, added }
}
