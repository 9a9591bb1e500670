import type { GoSchema } from '../../../kubernetes/go-struct/index.js'
import { isJsonObject, ownValue, type JsonObject } from '../../../kubernetes/own-entry.js'
import { compareUtf8 } from '../../../kubernetes/utf8.js'
import type { ProfileName } from '../../../profile.js'
import { readForValidation } from '../read-for-validation.js'
import { valueAtPath } from '../type-at-path.js'
import { mayMeet, provenApart, reachOf, type Reach } from './reach.js'
import { identityOf, thingsOf, type Thing } from './things.js'

/** Another SidecarSet, ready to be compared. */
export interface OtherSet {
  readonly name: string
  readonly reach: Reach
  /** By identity; of several volumes the first counts, of several annotations the last. */
  readonly things: ReadonlyMap<string, Thing>
}

/**
 * The SidecarSets among any values, without the one of the given name, in order of their names. Whatever else is among
 * them is passed over.
 */
export function listOthers(others: unknown, ownName: string): readonly JsonObject[] {
  const list: readonly unknown[] = Array.isArray(others) ? others : []
  const named = list.filter(isJsonObject).map((raw) => ({ raw, name: nameOf(raw) }))
  return named
    .filter(({ name }) => name !== ownName)
    .sort((a, b) => compareUtf8(a.name, b.name))
    .map(({ raw }) => raw)
}

/** Whether some name in another SidecarSet is one of those given. Much cheaper than reading it: most share nothing. */
export function sharesName(raw: JsonObject, names: ReadonlySet<string>): boolean {
  const isShared = (value: unknown): boolean => typeof value === 'string' && names.has(value)
  const entries = ['initContainers', 'containers', 'volumes'].flatMap((field) => listAt(raw, field))
  // A name that is missing or null is read as the empty text.
  if (entries.some((entry) => isShared(isJsonObject(entry) ? (ownValue(entry, 'name') ?? '') : '')))
    return true
  return listAt(raw, 'patchPodMetadata').some((patch) => {
    const annotations = isJsonObject(patch) ? ownValue(patch, 'annotations') : undefined
    return isJsonObject(annotations) && Object.keys(annotations).some(isShared)
  })
}

/**
 * Whether another SidecarSet is provably for other Pods, as its selector shows before anything of it is read. Most of a
 * cluster's SidecarSets are.
 */
export function isElsewhere(raw: JsonObject, reach: Reach): boolean {
  const selector = valueAtPath(raw, ['spec', 'selector'])
  if (!isJsonObject(selector)) return false
  const other: Reach = { selector, namespaceSelector: undefined }
  return !mayMeet(reach, other) && provenApart(reach, other) !== undefined
}

/** Reads another SidecarSet as far as it can be read. */
export function readOther(raw: JsonObject, schema: GoSchema, profile: ProfileName): OtherSet | undefined {
  const reading = readForValidation(raw, profile)
  if (reading === undefined) return undefined
  const things = new Map<string, Thing>()
  for (const thing of thingsOf(reading, schema)) {
    const id = identityOf(thing)
    if (thing.kind !== 'volume' || !things.has(id)) things.set(id, thing)
  }
  return { name: reading.stored.name, reach: reachOf(reading.stored), things }
}

/** The name of a manifest; the empty text where it has none. */
export function nameOf(raw: JsonObject): string {
  const name = valueAtPath(raw, ['metadata', 'name'])
  return typeof name === 'string' ? name : ''
}

function listAt(raw: JsonObject, field: string): readonly unknown[] {
  const list = valueAtPath(raw, ['spec', field])
  return Array.isArray(list) ? list : []
}
