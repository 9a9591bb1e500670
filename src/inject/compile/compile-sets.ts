import { compareUtf8 } from '../../kubernetes/utf8.js'
import type { SidecarSet } from '../../manifest/api-types.js'
import { type CompiledSet, compileSet, type HashSource } from './compiled-set.js'
import { describeUnreadableSet, joinUnreadable, type UnreadableSet } from './unreadable-set.js'
import { deepEqual, copyPlain } from '../../kubernetes/plain-data.js'
import { nonEmptyTextAt, readSafely, textAt } from '../../read/index.js'
import type { ProfileName } from '../../profile.js'
import { readSidecarSet } from '../../sidecarset/read-sidecar-set.js'

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
    const set = readSafely(manifest, (given) => compileManifest(given, options, earlierByName))
    if ('targets' in set) {
      failed.push(set)
      continue
    }
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

/** What a compiled SidecarSet depends on besides its manifest. */
interface CompileOptions {
  readonly profile: ProfileName
  readonly hashes: HashSource
}

/**
 * Reads and compiles a copy of a SidecarSet, so that later changes of the manifest change nothing.
 *
 * @param earlierByName what SidecarSets were compiled to before; taken over where the manifest has not changed
 */
function compileManifest(
  manifest: SidecarSet | undefined,
  { profile, hashes }: CompileOptions,
  earlierByName: ReadonlyMap<string, CompiledSet>,
): CompiledSet | UnreadableSet {
  const earlier = earlierByName.get(textAt(manifest, 'metadata', 'name') ?? '')
  if (earlier !== undefined && isUnchanged(earlier.stored.manifest, manifest)) return earlier
  // Undefined is told apart below, as anything else that is no mapping.
  const copy = copyPlain(manifest) as SidecarSet
  const read = readSidecarSet(copy, profile)
  return read.ok ? compileSet(read.set, profile, hashes) : describeUnreadableSet(copy, read.issues, profile)
}

/**
 * Whether two states of a SidecarSet are the same: by `resourceVersion`, where both have one and are of one object in a
 * cluster; else by content.
 */
function isUnchanged(before: SidecarSet, after: unknown): boolean {
  const isSameObject = agreeIn('uid', before, after)
  const isSameVersion = agreeIn('resourceVersion', before, after)
  return isSameObject === undefined || isSameVersion === undefined
    ? deepEqual(before, after)
    : isSameObject && isSameVersion
}

/** Undefined where one of the two does not have the field. */
function agreeIn(field: 'uid' | 'resourceVersion', before: unknown, after: unknown): boolean | undefined {
  const known = nonEmptyTextAt(before, 'metadata', field)
  const given = nonEmptyTextAt(after, 'metadata', field)
  return known === undefined || given === undefined ? undefined : known === given
}
