import { isJsonObject, ownValue, type JsonObject } from '../../read/index.js'
import { arrange } from './element-order.js'
import {
  type ListPlace,
  type MergeContext,
  type MergePlace,
  patchDirective,
  type MergeProblem,
} from './merge-context.js'

/** Merges one object into another: `mergeObject`, which hands itself over, since it calls `mergeList`. */
export type MergeElement = (
  context: MergeContext,
  place: MergePlace,
  objects: { readonly original: JsonObject; readonly patch: JsonObject },
) => JsonObject

/** The lists that are merged. */
export interface ListPair {
  readonly original: readonly unknown[]
  readonly patch: readonly unknown[]
}

/**
 * Merges two lists of objects by the value of a key.
 *
 * 1. Elements `{ <key>, $patch: delete }` of the patch remove their matches from the original.
 * 2. An element with `$patch: replace` makes the other elements of the patch the result, as they stand.
 * 3. Each other element of the patch merges into the first element of its key, or is added as it stands.
 * 4. An element that is no object or lacks the key is a problem, in either list.
 * 5. For the order see `arrange`.
 */
export function mergeList(
  context: MergeContext,
  place: ListPlace,
  lists: ListPair,
  mergeElement: MergeElement,
): readonly unknown[] {
  const original = readElements(context, place, 'original', lists.original)
  const patch = readElements(context, place, 'patch', lists.patch)
  const { plain, deleted, replaces } = splitDirectives(context, place, patch)
  const keyOf = (element: unknown): unknown =>
    isJsonObject(element) ? ownValue(element, place.mergeKey) : undefined

  const remaining = original.filter(({ value }) => !deleted.has(keyOf(value)))
  const base = withKey(context, place, replaces ? plain : remaining)
  const additions = withKey(context, place, replaces ? [] : plain)
  const merged = mergeElements(base, additions, {
    keyOf,
    merge: (value, { index, value: addition }) => {
      const at = { typeName: place.typeName, path: [...place.path, index] }
      return mergeElement(context, at, { original: value, patch: addition })
    },
  })
  const keysOf = (elements: readonly ListElement[]): unknown[] => elements.map(({ value }) => keyOf(value))
  return arrange(merged, { wanted: keysOf(additions), original: keysOf(base), keyOf })
}

interface ElementMerge {
  readonly keyOf: (value: JsonObject) => unknown
  readonly merge: (value: JsonObject, addition: ListElement) => JsonObject
}

/** Merges each addition into the first element of its key, an earlier addition included, or puts it at the end. */
function mergeElements(
  base: readonly ListElement[],
  additions: readonly ListElement[],
  { keyOf, merge }: ElementMerge,
): JsonObject[] {
  const merged: JsonObject[] = []
  const positions = new Map<unknown, number>()
  const append = (value: JsonObject): void => {
    if (!positions.has(keyOf(value))) positions.set(keyOf(value), merged.length)
    merged.push(value)
  }
  for (const { value } of base) append(value)
  for (const addition of additions) {
    const position = positions.get(keyOf(addition.value))
    const target = position === undefined ? undefined : merged[position]
    if (position === undefined || target === undefined) append(addition.value)
    else merged[position] = merge(target, addition)
  }
  return merged
}

/** An element of a merged list, and where it stands. */
export interface ListElement {
  readonly in: MergeProblem['in']
  /** Index in the list it comes from. */
  readonly index: number
  readonly value: JsonObject
}

/** The elements of a list. One that is no object is a problem, and left out. */
function readElements(
  context: MergeContext,
  place: ListPlace,
  side: MergeProblem['in'],
  list: readonly unknown[],
): ListElement[] {
  return list.flatMap((value, index) => {
    if (isJsonObject(value)) return [{ in: side, index, value }]
    const message = `an element of a list that is merged by ${place.mergeKey} must be an object`
    context.problems.push({ code: 'not-an-object', in: side, path: [...place.path, index], message })
    return []
  })
}

/** The elements that have the merge key. One that lacks it is a problem, and left out. */
function withKey(context: MergeContext, place: ListPlace, elements: readonly ListElement[]): ListElement[] {
  return elements.filter(({ in: side, index, value }) => {
    if (ownValue(value, place.mergeKey) !== undefined) return true
    const message = `an element lacks ${place.mergeKey}, by which the list is merged`
    context.problems.push({ code: 'missing-merge-key', in: side, path: [...place.path, index], message })
    return false
  })
}

/** The elements of a patch list, told apart by their `$patch`. */
export interface PatchElements {
  /** Those without a directive. */
  readonly plain: readonly ListElement[]
  /** Keys of elements to remove. */
  readonly deleted: ReadonlySet<unknown>
  /** Whether the plain elements are to be the result. */
  readonly replaces: boolean
}

/** Takes the elements that are directives out of a patch list. */
function splitDirectives(
  context: MergeContext,
  place: ListPlace,
  elements: readonly ListElement[],
): PatchElements {
  const plain: ListElement[] = []
  const deletions: ListElement[] = []
  let replaces = false
  for (const element of elements) {
    const directive = ownValue(element.value, patchDirective)
    if (directive === undefined) plain.push(element)
    else if (directive === 'delete') deletions.push(element)
    else if (directive === 'replace') replaces = true
    else {
      const path = [...place.path, element.index, patchDirective]
      const message = 'in a list, $patch must be replace or delete'
      context.problems.push({ code: 'unknown-directive', in: 'patch', path, message })
    }
  }
  const deleted = withKey(context, place, deletions).map(({ value }) => ownValue(value, place.mergeKey))
  return { plain, deleted: new Set(deleted), replaces }
}
