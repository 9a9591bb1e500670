import { fieldsOf, parseJson, readMembers, readText, readTime } from '../inject/plan/hash-entries.js'
import { encodeGoString } from '../kubernetes/go-json.js'
import { compareUtf8 } from '../kubernetes/utf8.js'
import { isJsonObject } from '../read/index.js'

/** What a Pod's annotation says of the in-place updates by one SidecarSet. */
export interface InplaceState {
  readonly revision: string
  readonly updateTimestamp: string | null
  /** Container to the imageID it had before its last update; the empty text where it had none. */
  readonly lastImageIds: ReadonlyMap<string, string> | null
}

/** By SidecarSet. An entry can be null. */
export type InplaceStates = ReadonlyMap<string, InplaceState | null>

export type ReadInplaceStates =
  | { readonly kind: 'absent' }
  | { readonly kind: 'unreadable' }
  | { readonly kind: 'read'; readonly states: InplaceStates }

/** Reads the annotation's text: an object of states, or null. Any wrong type inside makes it unreadable. */
export function readInplaceStates(text: string | undefined): ReadInplaceStates {
  if (text === undefined) return { kind: 'absent' }
  const value = parseJson(text)
  if (value === null) return { kind: 'read', states: new Map() }
  if (!isJsonObject(value)) return { kind: 'unreadable' }
  const states = new Map<string, InplaceState | null>()
  for (const [name, member] of readMembers(text, value)) {
    const state = member === null ? null : readState(member)
    if (state === undefined) return { kind: 'unreadable' }
    states.set(name, state)
  }
  return { kind: 'read', states }
}

/**
 * The states after containers of one SidecarSet got another image. Their imageIDs of before are noted, by which the end
 * of the update is told.
 *
 * 1. The set's entry keeps its revision and its time, and earlier notes stay.
 * 2. Unreadable text counts as empty.
 */
export function noteImageIds(
  read: ReadInplaceStates,
  setName: string,
  fresh: Pick<InplaceState, 'revision' | 'updateTimestamp'>,
  imageIds: ReadonlyMap<string, string>,
): InplaceStates {
  const states = new Map(read.kind === 'read' ? read.states : [])
  const own = states.get(setName) ?? { ...fresh, lastImageIds: null }
  states.set(setName, { ...own, lastImageIds: new Map([...(own.lastImageIds ?? []), ...imageIds]) })
  return states
}

/** The annotation's text after containers of a Pod get another image. The imageIDs they have until then are noted. */
export function noteContainers(
  { name, hash }: { readonly name: string; readonly hash: string },
  pod: {
    readonly inplaceStates: () => ReadInplaceStates
    readonly reportOf: ReadonlyMap<string, { readonly imageId: string }>
  },
  containers: readonly string[],
  now: string,
): string {
  const imageIds = new Map(containers.map((each) => [each, pod.reportOf.get(each)?.imageId ?? '']))
  const fresh = { revision: hash, updateTimestamp: now }
  return writeInplaceStates(noteImageIds(pod.inplaceStates(), name, fresh, imageIds))
}

/** The annotation's text, as Go writes it: names sorted, fields in order of declaration. */
export function writeInplaceStates(states: InplaceStates): string {
  return writeGoMap(states, (state) => {
    if (state === null) return 'null'
    const time = state.updateTimestamp === null ? 'null' : encodeGoString(state.updateTimestamp)
    const imageIds = state.lastImageIds === null ? 'null' : writeGoMap(state.lastImageIds, writeImageId)
    return `{"revision":${encodeGoString(state.revision)},"updateTimestamp":${time},"lastContainerStatuses":${imageIds}}`
  })
}

function writeImageId(imageId: string): string {
  return imageId === '' ? '{}' : `{"imageID":${encodeGoString(imageId)}}`
}

function writeGoMap<T>(map: ReadonlyMap<string, T>, write: (value: T) => string): string {
  const entries = [...map].sort(([a], [b]) => compareUtf8(a, b))
  return `{${entries.map(([key, value]) => `${encodeGoString(key)}:${write(value)}`).join(',')}}`
}

function readState(value: unknown): InplaceState | undefined {
  if (!isJsonObject(value)) return undefined
  const fields = fieldsOf(value)
  const revision = readText(fields.get('revision'))
  const updateTimestamp = readTime(fields.get('updatetimestamp'))
  const lastImageIds = readImageIds(fields.get('lastcontainerstatuses'))
  if (revision === undefined || updateTimestamp === undefined || lastImageIds === undefined) return undefined
  return { revision, updateTimestamp, lastImageIds }
}

function readImageIds(value: unknown): ReadonlyMap<string, string> | null | undefined {
  if (value === undefined || value === null) return null
  if (!isJsonObject(value)) return undefined
  const imageIds = new Map<string, string>()
  for (const [container, status] of Object.entries(value)) {
    if (status !== null && !isJsonObject(status)) return undefined
    const imageId = readText(fieldsOf(status ?? {}).get('imageid'))
    if (imageId === undefined) return undefined
    imageIds.set(container, imageId)
  }
  return imageIds
}
