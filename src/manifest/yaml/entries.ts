import { isMergeKey, mapKey } from './map-key.js'
import type { MappingEntry, MappingNode, Node } from './nodes.js'

/**
 * The entry that gave a mapping the value of each key, or that was merged in. Of mappings that have been read, so
 * nothing here can fail.
 *
 * @param known what has been indexed before; what is indexed now is added
 */
export function entriesByKey(
  mapping: MappingNode,
  known: Map<MappingNode, ReadonlyMap<string, MappingEntry>>,
): ReadonlyMap<string, MappingEntry> {
  const before = known.get(mapping)
  if (before !== undefined) return before
  const entries = new Map<string, MappingEntry>()
  for (const entry of mapping.entries) {
    if (!isMergeKey(entry.key)) entries.set(mapKey(entry.key), entry)
    else
      for (const source of mergeSources(entry.value))
        for (const [key, merged] of entriesByKey(source, known)) entries.set(key, merged)
  }
  known.set(mapping, entries)
  return entries
}

/** The mappings that `<<` names, those that override the others last. */
function mergeSources(node: Node): MappingNode[] {
  const target = node.kind === 'alias' ? node.target : node
  if (target.kind === 'mapping') return [target]
  return target.kind === 'sequence' ? [...target.items].reverse().flatMap(mergeSources) : []
}
