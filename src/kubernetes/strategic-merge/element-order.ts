import { isJsonObject, ownValue } from '../../read/index.js'
import {
  directiveTarget,
  elementOrderDirective,
  patchDirective,
  type MergeContext,
  type MergeField,
  type MergePlace,
  type MergeProblem,
} from './merge-context.js'

/** How a list field is merged when no order is asked for. */
export type MergeListField = (field: MergeField, key: string, lists: PossibleLists) => readonly unknown[]

/** The members of an object and of its patch, while the one is merged into the other. */
export interface OpenMembers {
  readonly merged: Map<string, unknown>
  /** What is dealt with is taken out. */
  readonly patch: Map<string, unknown>
}

/**
 * Carries out each `$setElementOrder/x` of an object: list `x` is merged as ever, then put in the order of the directive,
 * elements that it does not name keeping the original's order among themselves.
 *
 * 1. The directive's value is a list: of objects that hold the merge key; where the list has none, plain values alone may
 *    stand in the directive and in the list (the reference crashes on others).
 * 2. The patch's own list `x`, deletions aside, must follow the same order and name nothing else; an empty directive
 *    asks for nothing.
 */
export function applyElementOrders(
  context: MergeContext,
  place: MergePlace,
  members: OpenMembers,
  mergeListField: MergeListField,
): void {
  for (const [directive, wanted] of [...members.patch]) {
    if (!directive.startsWith(elementOrderDirective)) continue
    members.patch.delete(directive)
    const asked = readOrder(context, place, members, [directive, wanted])
    if ('code' in asked) {
      context.problems.push({ ...asked, in: 'patch', path: [...place.path, directive] })
      continue
    }
    const { key, field, lists, keys, keyOf } = asked
    members.patch.delete(key)
    if (lists.original === undefined && lists.patch === undefined) continue
    if (field.mergeKey === undefined && ![keys, lists.original, lists.patch].every(isPlainList)) {
      const message = 'the list has no merge key, and so only one of plain values has an order'
      context.problems.push({
        code: 'malformed-directive',
        message,
        in: 'patch',
        path: [...place.path, directive],
      })
      continue
    }
    const original = (lists.original ?? []).map(keyOf)
    members.merged.set(key, arrange(mergeListField(field, key, lists), { wanted: keys, original, keyOf }))
  }
}

type KeyOf = (element: unknown) => unknown

/** A list that may be missing on either side. */
export interface PossibleLists {
  readonly original: readonly unknown[] | undefined
  readonly patch: readonly unknown[] | undefined
}

/** A directive that makes sense. */
interface ElementOrder {
  readonly key: string
  readonly field: MergeField
  readonly lists: PossibleLists
  /** Keys in the order asked for. */
  readonly keys: readonly unknown[]
  readonly keyOf: KeyOf
}

function readOrder(
  context: MergeContext,
  place: MergePlace,
  members: OpenMembers,
  [directive, wanted]: readonly [string, unknown],
): ElementOrder | Pick<MergeProblem, 'code' | 'message'> {
  const key = directiveTarget(directive, elementOrderDirective) ?? ''
  const lists = { original: members.merged.get(key) ?? undefined, patch: members.patch.get(key) }
  if (key === '' || !Array.isArray(wanted) || !areLists(lists)) {
    const message = `${elementOrderDirective}/<field> takes a list, and is about a list`
    return { code: 'malformed-directive', message }
  }
  const field = context.tables.lookup(place.typeName, key)
  if (field === undefined) return { code: 'unknown-field', message: `${place.typeName} has no list ${key}` }
  const keyOf = keyReader(field)
  const keys = wanted.map(keyOf)
  const message = findMistake(keys, lists.patch ?? [], keyOf)
  return message === undefined ? { key, field, lists, keys, keyOf } : { code: 'malformed-directive', message }
}

/** A list of plain values is its own list of keys. */
function keyReader({ mergeKey }: MergeField): KeyOf {
  if (mergeKey === undefined) return (element) => element
  return (element) => (isJsonObject(element) ? ownValue(element, mergeKey) : undefined)
}

function findMistake(keys: readonly unknown[], patch: readonly unknown[], keyOf: KeyOf): string | undefined {
  if (keys.includes(undefined)) return 'every element must hold the key by which the list is merged'
  const plain = patch.filter((element) => !(isJsonObject(element) && Object.hasOwn(element, patchDirective)))
  if (keys.length === 0 || isSubsequence(plain.map(keyOf), keys)) return undefined
  return 'the elements of the patch are not in that order, or not among those named'
}

function isSubsequence(part: readonly unknown[], whole: readonly unknown[]): boolean {
  let found = 0
  for (const element of whole) if (found < part.length && part[found] === element) found += 1
  return found === part.length
}

function isPlainList(list: readonly unknown[] | undefined): boolean {
  return list === undefined || list.every((element) => typeof element !== 'object' || element === null)
}

function areLists(lists: { readonly original: unknown; readonly patch: unknown }): lists is PossibleLists {
  return [lists.original, lists.patch].every((list) => list === undefined || Array.isArray(list))
}

/** What the order of a merged list is decided by. Keys are compared by identity; of equal ones the first counts. */
export interface ListOrder {
  /** Keys in the order that the patch gives. */
  readonly wanted: readonly unknown[]
  /** Keys in the order of the original. */
  readonly original: readonly unknown[]
  readonly keyOf: (element: unknown) => unknown
}

/**
 * Puts a merged list in order.
 *
 * 1. Elements that the patch lists keep the patch's order, the rest keeps the original's.
 * 2. The two rows are merged from their fronts: if both next elements were in the original and that of the rest stood
 *    first there, it is taken; else that of the patch. When one row is used up, the other follows.
 *
 * So what is new goes in front, unless an element that precedes it in the patch holds it back.
 *
 * @example arrange([a, b, c, x], { wanted: [x, b], original: [a, b, c], keyOf }) // [x, a, b, c]
 */
export function arrange(merged: readonly unknown[], { wanted, original, keyOf }: ListOrder): unknown[] {
  const inWanted = firstPositions(wanted)
  const inOriginal = firstPositions(original)
  const listed = merged.filter((element) => inWanted.has(keyOf(element)))
  const rest = merged.filter((element) => !inWanted.has(keyOf(element)))
  const positionIn = (positions: ReadonlyMap<unknown, number>) => (element: unknown) =>
    positions.get(keyOf(element))
  return interleave(
    sortByPosition(rest, positionIn(inOriginal)),
    sortByPosition(listed, positionIn(inWanted)),
    positionIn(inOriginal),
  )
}

type PositionOf = (element: unknown) => number | undefined

function interleave(rest: readonly unknown[], listed: readonly unknown[], positionOf: PositionOf): unknown[] {
  const result: unknown[] = []
  let taken = 0
  for (const element of listed) {
    while (taken < rest.length && standsBefore(positionOf(rest[taken]), positionOf(element))) {
      result.push(rest[taken])
      taken += 1
    }
    result.push(element)
  }
  return [...result, ...rest.slice(taken)]
}

function standsBefore(a: number | undefined, b: number | undefined): boolean {
  return a !== undefined && b !== undefined && a < b
}

/** Stable; what has no position goes behind what has one. */
function sortByPosition(elements: readonly unknown[], positionOf: PositionOf): unknown[] {
  const rank = (element: unknown): number => positionOf(element) ?? Number.MAX_SAFE_INTEGER
  return [...elements].sort((a, b) => rank(a) - rank(b))
}

function firstPositions(keys: readonly unknown[]): ReadonlyMap<unknown, number> {
  const positions = new Map<unknown, number>()
  keys.forEach((key, index) => {
    if (!positions.has(key)) positions.set(key, index)
  })
  return positions
}
