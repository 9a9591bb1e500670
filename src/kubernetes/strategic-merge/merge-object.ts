import { isJsonObject, listAt, ownValue, type JsonObject } from '../../read/index.js'
import {
  deleteFromListDirective,
  directiveTarget,
  isDirective,
  patchDirective,
  retainKeysDirective,
  maxMergeDepth,
  type MergeContext,
  type MergePlace,
  type MergeProblemCode,
} from './merge-context.js'
import { applyElementOrders, type OpenMembers } from './element-order.js'
import { mergeList } from './merge-list.js'
import type { FieldPath } from '../../issue/index.js'

/**
 * Merges a patch into an object of a type. Directives first, then key by key; see `strategicMergePatch` for the rules.
 *
 * @returns a new object that shares what the patch does not touch
 */
export function mergeObject(
  context: MergeContext,
  place: MergePlace,
  { original, patch }: { readonly original: JsonObject; readonly patch: JsonObject },
): JsonObject {
  if (place.path.length > maxMergeDepth) {
    report(context, place, ['too-deep', 'the patch is nested too deep'])
    return original
  }
  if (Object.hasOwn(patch, patchDirective)) return applyPatchDirective(context, place, patch)

  const members: OpenMembers = { merged: givenMembers(original), patch: givenMembers(patch) }
  retainKeys(context, place, members)
  applyElementOrders(context, place, members, (field, key, lists) => {
    const at = { typeName: field.type, path: [...place.path, key] }
    const { original: before, patch: after } = lists
    if (after === undefined) return before ?? []
    if (before === undefined) return listAt(newValue(context, at.path, after))
    return field.mergeKey === undefined
      ? after
      : mergeList(
          context,
          { ...at, mergeKey: field.mergeKey },
          { original: before, patch: after },
          mergeObject,
        )
  })
  deleteFromLists(context, place, members)
  for (const [key, value] of members.patch) mergeMember(context, place, members.merged, [key, value])
  return Object.fromEntries(members.merged)
}

function mergeMember(
  context: MergeContext,
  place: MergePlace,
  merged: Map<string, unknown>,
  [key, value]: readonly [string, unknown],
): void {
  if (value === null) {
    merged.delete(key)
    return
  }
  const before = merged.get(key)
  const field = context.tables.lookup(place.typeName, key)
  const path = [...place.path, key]
  if (field !== undefined && !field.list && isJsonObject(before) && isJsonObject(value)) {
    merged.set(key, mergeObject(context, { typeName: field.type, path }, { original: before, patch: value }))
  } else if (Array.isArray(before) && Array.isArray(value)) {
    const mergeKey = field?.mergeKey
    const listPlace = mergeKey === undefined ? undefined : { typeName: field?.type ?? '', path, mergeKey }
    const lists = { original: before as unknown[], patch: value as unknown[] }
    merged.set(key, listPlace === undefined ? value : mergeList(context, listPlace, lists, mergeObject))
  } else {
    const added = newValue(context, path, value)
    if (added === undefined) merged.delete(key)
    else merged.set(key, added)
  }
}

/** `$patch: replace` is the rest of the patch itself, `$patch: delete` an empty object. */
function applyPatchDirective(context: MergeContext, place: MergePlace, patch: JsonObject): JsonObject {
  const directive = ownValue(patch, patchDirective)
  if (directive === 'replace') {
    return Object.fromEntries(Object.entries(patch).filter(([key]) => key !== patchDirective))
  }
  if (directive !== 'delete') {
    report(context, place, ['unknown-directive', '$patch must be replace or delete'], patchDirective)
  }
  return {}
}

/** Leaves only the keys that `$retainKeys` lists, which must be all that the patch sets. */
function retainKeys(context: MergeContext, place: MergePlace, { merged, patch }: OpenMembers): void {
  const retained = patch.get(retainKeysDirective)
  if (!patch.delete(retainKeysDirective)) return
  const keys = new Set<unknown>(Array.isArray(retained) ? retained : [])
  const isRetained = ([key, value]: [string, unknown]): boolean =>
    keys.has(key) || value === null || isDirective(key)
  if (!Array.isArray(retained) || ![...patch].every(isRetained)) {
    const message = `${retainKeysDirective} must list all fields of the object that the patch sets`
    report(context, place, ['malformed-directive', message], retainKeysDirective)
    return
  }
  for (const key of [...merged.keys()]) if (!keys.has(key)) merged.delete(key)
}

/** `$deleteFromPrimitiveList/x` takes plain values out of list `x`, where there is one. */
function deleteFromLists(context: MergeContext, place: MergePlace, { merged, patch }: OpenMembers): void {
  for (const [directive, values] of [...patch]) {
    if (!directive.startsWith(deleteFromListDirective)) continue
    patch.delete(directive)
    const key = directiveTarget(directive, deleteFromListDirective)
    const before = key === undefined ? undefined : merged.get(key)
    if (
      key === undefined ||
      !isPrimitiveList(values) ||
      (Array.isArray(before) && !isPrimitiveList(before))
    ) {
      const message = `${deleteFromListDirective}/<field> takes a list of plain values, and is about such a list`
      report(context, place, ['malformed-directive', message], directive)
    } else if (Array.isArray(before)) {
      const deleted = new Set<unknown>(values)
      const remaining = before.filter((element: unknown) => !deleted.has(element))
      merged.set(key, remaining)
    }
  }
}

/** Members whose value is undefined count as absent, as in JSON. */
function givenMembers(object: JsonObject): Map<string, unknown> {
  return new Map(Object.entries(object).filter(([, value]) => value !== undefined))
}

function isPrimitiveList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value) && value.every((element) => typeof element !== 'object' || element === null)
}

function report(
  context: MergeContext,
  place: MergePlace,
  [code, message]: readonly [MergeProblemCode, string],
  key?: string,
): void {
  const path = key === undefined ? place.path : [...place.path, key]
  context.problems.push({ code, in: 'patch', path, message })
}

/**
 * What a value of the patch becomes where the original has nothing to merge it with.
 *
 * - `as-written` (Kubernetes 1.22): itself, with any nulls and directives in it.
 * - `cleaned` (Kubernetes 1.32): without members that are null and without directives, to any depth. An object with
 *   `$patch` is a directive as a whole. Elements of lists that are null stay.
 *
 * @returns undefined when nothing is left of it
 */
function newValue(context: MergeContext, path: FieldPath, value: unknown): unknown {
  return context.newValues === 'as-written' ? value : clean(context, path, value)
}

function clean(context: MergeContext, path: FieldPath, value: unknown): unknown {
  if (path.length > maxMergeDepth) {
    context.problems.push({ code: 'too-deep', in: 'patch', path, message: 'the patch is nested too deep' })
    return undefined
  }
  if (Array.isArray(value)) {
    return value
      .map((element: unknown, index) => clean(context, [...path, index], element))
      .filter((element) => element !== undefined)
  }
  if (!isJsonObject(value)) return value
  if (Object.hasOwn(value, patchDirective)) return undefined
  const members = Object.entries(value)
    .filter(([key, member]) => member !== null && !isDirective(key))
    .map(([key, member]) => [key, clean(context, [...path, key], member)] as const)
    .filter(([, member]) => member !== undefined)
  return Object.fromEntries(members)
}
