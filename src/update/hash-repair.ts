import {
  fieldsOf,
  parseJson,
  readEntry,
  readMembers,
  readText,
  readTime,
  type HashEntry,
} from '../inject/plan/hash-entries.js'
import { isJsonObject, type JsonObject } from '../read/index.js'

/** What an update finds in the hash annotations of a Pod, made writable. */
export interface RepairedHashes {
  readonly entries: ReadonlyMap<string, HashEntry>
  /** The other hash annotation, where it has to be rewritten too. */
  readonly entriesWithoutImage?: ReadonlyMap<string, HashEntry>
}

/** What an entry of the old form, a bare hash, becomes. */
export type UpgradeOldEntry = (hash: string) => HashEntry

/**
 * Reads the hash annotations of a Pod that is about to be updated, and brings them into today's form.
 *
 * 1. An object of entries is taken as it is. So is the text `null`, as no entries; OpenKruise crashes on it.
 * 2. The old form, an object of texts: each becomes an entry.
 * 3. A mix of both: what is no entry becomes an empty one, and its hash is lost.
 * 4. Anything else counts as no entries.
 * 5. In the cases 2 to 4 the annotation without images is rewritten as well, if it has the old form; and there all names
 *    that the first annotation has and the second lacks are added, with the hash of the first. (A leak of the
 *    reference, which uses one map for both.)
 *
 * @see OpenKruise, UpdatePodSidecarSetHash
 */
export function repairHashes(
  text: string | undefined,
  textWithoutImage: string | undefined,
  upgrade: UpgradeOldEntry,
): RepairedHashes {
  const value = text === undefined ? undefined : parseJson(text)
  if (value === null) return { entries: new Map() }
  const members = isJsonObject(value) ? readMembers(text ?? '', value) : []
  if (isJsonObject(value) && members.every(([, member]) => readEntry(member) !== undefined))
    return { entries: new Map(members.map(([name, member]) => [name, lenientEntry(member)])) }
  const texts = new Map(members.map(([name, member]) => [name, readText(member) ?? '']))
  const isOldForm = members.every(([, member]) => readText(member) !== undefined)
  const entries = isOldForm
    ? mapValues(texts, upgrade)
    : new Map(members.map(([name, member]) => [name, lenientEntry(member)]))
  const textsWithoutImage = readOldForm(textWithoutImage)
  return textsWithoutImage === undefined
    ? { entries }
    : { entries, entriesWithoutImage: mapValues(new Map([...texts, ...textsWithoutImage]), upgrade) }
}

/** The old form, name to hash; undefined where the text has not got it. */
function readOldForm(text: string | undefined): ReadonlyMap<string, string> | undefined {
  const value = text === undefined ? undefined : parseJson(text)
  if (!isJsonObject(value)) return undefined
  const hashes = new Map<string, string>()
  for (const [name, member] of readMembers(text ?? '', value)) {
    const hash = readText(member)
    if (hash === undefined) return undefined
    hashes.set(name, hash)
  }
  return hashes
}

/** The readable parts of an entry: Go keeps what fits and leaves the rest empty. */
function lenientEntry(value: unknown): HashEntry {
  const entry = readEntry(value)
  if (entry !== undefined) return entry
  const fields = fieldsOf(isJsonObject(value) ? value : ({} satisfies JsonObject))
  const controllerRevision = readText(fields.get('controllerrevision')) ?? ''
  const sidecarList: unknown = fields.get('sidecarlist')
  return {
    updateTimestamp: readTime(fields.get('updatetimestamp')) ?? null,
    hash: readText(fields.get('hash')) ?? '',
    sidecarSetName: readText(fields.get('sidecarsetname')) ?? '',
    sidecarList: Array.isArray(sidecarList) ? sidecarList.map((name) => readText(name) ?? '') : null,
    ...(controllerRevision === '' ? {} : { controllerRevision }),
  }
}

function mapValues<A, B>(map: ReadonlyMap<string, A>, change: (value: A) => B): ReadonlyMap<string, B> {
  return new Map([...map].map(([key, value]) => [key, change(value)]))
}
