import { compareUtf8 } from '../../kubernetes/go-json.js'
import type { SidecarSet } from '../../manifest/api-types.js'
import { compileManifest, nameOfManifest, type CompileOptions } from './compile-manifest.js'
import type { CompiledSet } from './compiled-set.js'
import { describeUnreadableSet, joinUnreadable, type UnreadableSet } from './unreadable-set.js'

/** All SidecarSets that were given, in two lists, each in order of name and with every name once. */
export interface CompiledSets {
  readonly sets: readonly CompiledSet[]
  readonly unreadable: readonly UnreadableSet[]
}

/**
 * Compiles SidecarSets. The order in which they were given never matters: they are visited by name.
 *
 * Of several with one name none is compiled: they are not from one cluster, and nobody knows which of them counts.
 */
export function compileSets(
  sidecarSets: readonly SidecarSet[],
  options: CompileOptions,
  earlier: readonly CompiledSet[],
): CompiledSets {
  const earlierByName = new Map(earlier.map((set) => [set.name, set]))
  const sets: CompiledSet[] = []
  const failed: UnreadableSet[] = []
  // API servers list by name, so that there is mostly nothing to sort, and nothing twice.
  let isAscending = true
  for (const manifest of sidecarSets) {
    const compiled = compileManifest(manifest, options, earlierByName.get(nameOfManifest(manifest) ?? ''))
    if (!compiled.ok) {
      failed.push(describeUnreadableSet(manifest, compiled.issues, options.profile))
      continue
    }
    const { set } = compiled
    const previous = sets[sets.length - 1]
    isAscending &&= previous === undefined || compareUtf8(previous.name, set.name) < 0
    sets.push(set)
  }
  return isAscending && failed.length === 0 ? { sets, unreadable: [] } : setAside(sets, failed)
}

function setAside(compiled: readonly CompiledSet[], failed: readonly UnreadableSet[]): CompiledSets {
  const [compiledByName, failedByName] = [groupByName(compiled), groupByName(failed)]
  const sets: CompiledSet[] = []
  const unreadable: UnreadableSet[] = []
  for (const name of [...new Set([...compiledByName.keys(), ...failedByName.keys()])].sort(compareUtf8)) {
    const [readable, broken] = [compiledByName.get(name) ?? [], failedByName.get(name) ?? []]
    const [only] = readable
    if (only !== undefined && readable.length + broken.length === 1) sets.push(only)
    else unreadable.push(joinUnreadable(name, readable, broken))
  }
  return { sets, unreadable }
}

function groupByName<T extends { readonly name: string }>(list: readonly T[]): ReadonlyMap<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const each of list) {
    const group = groups.get(each.name)
    if (group === undefined) groups.set(each.name, [each])
    else group.push(each)
  }
  return groups
}
