import type { GoSchema } from '../kubernetes/go-struct/index.js'
import { isJsonObject, type JsonObject, ownValue } from '../kubernetes/own-entry.js'
import { compareUtf8 } from '../kubernetes/utf8.js'
import type { LabelSelector } from '../manifest/api-types.js'
import type { ProfileName } from '../profile.js'
import { type Contradiction, findContradiction, selectorsOverlapCrudely } from '../selector/index.js'
import type { StoredSidecarSet } from '../sidecarset/read-sidecar-set.js'
import { identityOf, type Thing, thingsOf } from './named-parts.js'
import { readForValidation } from './reading.js'
import { valueAtPath } from './type-at-path.js'

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

/** The label by which every Namespace carries its own name. */
export const namespaceNameLabel = 'kubernetes.io/metadata.name'

/** Which Pods a SidecarSet is for. */
export interface Reach {
  readonly selector: LabelSelector | undefined
  /** Absent for Pods of every namespace. */
  readonly namespaceSelector: LabelSelector | undefined
}

/** The reach of a SidecarSet. The `namespace` of a v1alpha1 one is a selector for its name, and outweighs another. */
export function reachOf({ spec, version }: StoredSidecarSet): Reach {
  const { selector, namespace = '', namespaceSelector } = spec
  if (version !== 'v1alpha1' || namespace === '') return { selector, namespaceSelector }
  return { selector, namespaceSelector: { matchLabels: { [namespaceNameLabel]: namespace } } }
}

/**
 * Whether two SidecarSets may meet in a Pod as OpenKruise reckons it, which is not exact in either direction.
 */
export function mayMeet(a: Reach, b: Reach): boolean {
  return namespacesMayMeet(a, b) && overlap(a.selector, b.selector)
}

/** Whether two SidecarSets may have a namespace in common, as OpenKruise reckons it. */
export function namespacesMayMeet(a: Reach, b: Reach): boolean {
  return overlap(a.namespaceSelector, b.namespaceSelector)
}

function overlap(a: LabelSelector | undefined, b: LabelSelector | undefined): boolean {
  return a === undefined || b === undefined || selectorsOverlapCrudely(a, b)
}

/** A proof that no Pod can be selected by both; `undefined` where some may be. */
export function provenApart(a: Reach, b: Reach): Contradiction | undefined {
  return contradiction(a.selector, b.selector) ?? contradiction(a.namespaceSelector, b.namespaceSelector)
}

function contradiction(
  a: LabelSelector | undefined,
  b: LabelSelector | undefined,
): Contradiction | undefined {
  return a === undefined || b === undefined ? undefined : findContradiction(a, b)
}
