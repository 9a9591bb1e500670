import { writeGoJson, encodeGoString } from '../../kubernetes/go-json.js'
import { compareUtf8 } from '../../kubernetes/utf8.js'
import { isJsonObject } from '../../read/index.js'
import { parseRawJson, type RawJson } from '../../kubernetes/raw-json.js'
import { canonicalizeTime } from '../../kubernetes/time.js'

/** What a Pod's hash annotation says of one SidecarSet. Keys in the order in which they are written. */
export interface HashEntry {
  /** null in entries of the old form. */
  readonly updateTimestamp: string | null
  readonly hash: string
  readonly sidecarSetName: string
  readonly sidecarList: readonly string[] | null
  readonly controllerRevision?: string
}

export type HashEntries = ReadonlyMap<string, HashEntry>

export type ReadHashEntries =
  { readonly ok: true; readonly entries: HashEntries } | { readonly ok: false; readonly detail: string }

/** Go's zero time, which it writes as null. */
const zeroTime = '0001-01-01T00:00:00Z'

/**
 * Reads the text of a hash annotation.
 *
 * 1. Absent or empty text holds no entries.
 * 2. An object of objects is the form of today. Unknown keys are dropped, absent ones are empty.
 * 3. An object of strings is the old form: name to hash.
 * 4. Of a name or field that comes twice the last value counts, and all must be readable.
 * 5. Anything else cannot be read: no JSON, a list, a mix of the two forms, a wrong type or time inside; also `null`,
 *    on which OpenKruise crashes.
 */
export function readHashEntries(text: string | undefined): ReadHashEntries {
  if (text === undefined || text === '') return { ok: true, entries: new Map() }
  const value = parseJson(text)
  if (value === undefined) return { ok: false, detail: 'it is not JSON' }
  if (!isJsonObject(value)) return { ok: false, detail: 'it is not a JSON object' }
  const pairs = readMembers(text, value)
  const entries = readAll(pairs, readEntry) ?? readAll(pairs, readOldEntry)
  return entries === undefined
    ? { ok: false, detail: 'its members must be entries with hash, sidecarSetName, sidecarList and a time' }
    : { ok: true, entries }
}

/**
 * The members of a JSON object in the order in which Go judges them: the values of keys that come twice first, then those
 * that count. Inside a member, an object of one field stands for each field that comes again.
 */
export function readMembers(
  text: string,
  value: Readonly<Record<string, unknown>>,
): readonly (readonly [string, unknown])[] {
  const members = Object.entries(value)
  if (JSON.stringify(value) === text) return members
  const raw = parseRawJson(text)
  if (raw?.kind !== 'object') return members
  const inner = [...raw.members].flatMap(([name, member]) =>
    repeatedIn(member).map(([field, again]) => [name, { [field]: again }] as const),
  )
  return [...repeatedIn(raw), ...inner, ...members]
}

function repeatedIn(raw: RawJson): readonly (readonly [string, unknown])[] {
  if (raw.kind !== 'object') return []
  return raw.repeated.map(([key, { text }]) => [key, JSON.parse(text) as unknown])
}

/** The annotation's text: names sorted, entries as Go writes them. */
export function writeHashEntries(entries: HashEntries): string {
  return joinHashEntries(new Map([...entries].map(([name, entry]) => [name, writeGoJson(entry)])))
}

/** Writes an entry once for all times. The time is the first thing in it. */
export function compileHashEntry(entry: Omit<HashEntry, 'updateTimestamp'>): (now: string) => string {
  const text = writeGoJson({ updateTimestamp: '', ...entry })
  const start = '{"updateTimestamp":"'
  const rest = text.slice(start.length)
  return (now) => `${start}${now}${rest}`
}

/** The annotation's text, made of entries that are written already. */
export function joinHashEntries(texts: ReadonlyMap<string, string>): string {
  const names = [...texts.keys()].sort(compareUtf8)
  return `{${names.map((name) => `${encodeGoString(name)}:${texts.get(name) ?? 'null'}`).join(',')}}`
}

type ReadOne = (value: unknown, name: string) => HashEntry | undefined

function readAll(pairs: readonly (readonly [string, unknown])[], readOne: ReadOne): HashEntries | undefined {
  const entries = new Map<string, HashEntry>()
  for (const [name, value] of pairs) {
    const entry = readOne(value, name)
    if (entry === undefined) return undefined
    entries.set(name, entry)
  }
  return entries
}

/** One entry of today's form; undefined where a value in it has a wrong type. null is an empty entry. */
export function readEntry(value: unknown): HashEntry | undefined {
  if (value !== null && !isJsonObject(value)) return undefined
  const fields = fieldsOf(value ?? {})
  if (value !== null && fields.size < Object.keys(value).length && !areAllReadable(value)) return undefined
  const updateTimestamp = readTime(fields.get('updatetimestamp'))
  const hash = readText(fields.get('hash'))
  const sidecarSetName = readText(fields.get('sidecarsetname'))
  const sidecarList = readTexts(fields.get('sidecarlist'))
  const controllerRevision = readText(fields.get('controllerrevision'))
  if (updateTimestamp === undefined || hash === undefined || sidecarSetName === undefined) return undefined
  if (sidecarList === undefined || controllerRevision === undefined) return undefined
  return {
    updateTimestamp,
    hash,
    sidecarSetName,
    sidecarList,
    ...(controllerRevision === '' ? {} : { controllerRevision }),
  }
}

/** Whether each field is readable, also one that comes again with other capitals. */
function areAllReadable(entry: Readonly<Record<string, unknown>>): boolean {
  return Object.entries(entry).every(([key, value]) => readEntry({ [key]: value }) !== undefined)
}

function readOldEntry(value: unknown, name: string): HashEntry | undefined {
  const hash = readText(value)
  return hash === undefined
    ? undefined
    : { updateTimestamp: null, hash, sidecarSetName: name, sidecarList: null }
}

/** Fields by lower-cased name, since Go's encoding/json does not mind the case of keys. The last of a name counts. */
export function fieldsOf(object: Readonly<Record<string, unknown>>): ReadonlyMap<string, unknown> {
  return new Map(Object.entries(object).map(([key, value]) => [key.toLowerCase(), value]))
}

/** A time in JSON; null where there is none, undefined where it cannot be read. */
export function readTime(value: unknown): string | null | undefined {
  if (value === undefined || value === null) return null
  const time = typeof value === 'string' ? canonicalizeTime(value) : undefined
  return time === zeroTime ? null : time
}

/** A text in JSON, empty where there is none; undefined where it is of another type. */
export function readText(value: unknown): string | undefined {
  if (value === undefined || value === null) return ''
  return typeof value === 'string' ? value : undefined
}

function readTexts(value: unknown): readonly string[] | null | undefined {
  if (value === undefined || value === null) return null
  if (!Array.isArray(value)) return undefined
  const texts = value.map(readText)
  return texts.every((text) => text !== undefined) ? texts : undefined
}

/** The JSON value of a text; undefined where it is none (JSON has no undefined of its own). */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}
