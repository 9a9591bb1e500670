import type { FieldPath } from '../../issue/index.js'
import { isJsonObject, ownValue, type JsonObject } from '../../kubernetes/own-entry.js'
import { knownKinds } from '../kinds.js'
import { nonEmptyTextAt } from '../../read/index.js'
import type { InputDocument } from './input-document.js'

/** A value that should be a manifest, and where it stands. */
export interface Candidate {
  readonly value: unknown
  readonly document: InputDocument
  /** Path within the document: empty, or of an item in a list of manifests. */
  readonly path: FieldPath
  /** What an item of a typed list is although it need not say so. */
  readonly inherited?: { readonly apiVersion: string; readonly kind: string }
}

/**
 * The manifests of a document.
 *
 * 1. `kind: List` gives its items, and theirs if they are lists.
 * 2. So does a list of a known kind, such as `SidecarSetList`. Its items need no apiVersion and kind: the API server
 *    leaves them out.
 * 3. Anything else gives itself, a kind such as `PriceList` too, and a list whose items are no list.
 */
export function flattenList(candidate: Candidate): Candidate[] {
  const items = itemsOf(candidate.value)
  if (items === undefined || !isJsonObject(candidate.value)) return [candidate]
  const inherited = itemTypeOf(candidate.value)
  return items.flatMap((value, index) =>
    flattenList({
      value,
      document: candidate.document,
      path: [...candidate.path, 'items', index],
      ...(inherited === undefined ? {} : { inherited }),
    }),
  )
}

/** The items of a list of manifests; undefined where it is none, or cannot be read as one. */
function itemsOf(value: unknown): readonly unknown[] | undefined {
  if (!isJsonObject(value) || !isListKind(nonEmptyTextAt(value, 'kind') ?? '')) return undefined
  const items = ownValue(value, 'items') ?? []
  return Array.isArray(items) ? items : undefined
}

/** `List`, or the name of a known kind with `List` behind it. */
export function isListKind(kind: string): boolean {
  if (!kind.endsWith('List')) return false
  const itemKind = kind.slice(0, -'List'.length)
  return itemKind === '' || knownKinds.some((known) => known.kind === itemKind)
}

function itemTypeOf(list: JsonObject): Candidate['inherited'] {
  const kind = nonEmptyTextAt(list, 'kind')
  const apiVersion = nonEmptyTextAt(list, 'apiVersion')
  if (kind === undefined || kind === 'List' || apiVersion === undefined) return undefined
  return { apiVersion, kind: kind.slice(0, -'List'.length) }
}
