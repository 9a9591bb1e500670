import { isJsonObject, type JsonObject } from '../read/index.js'
import type { MergeContext, MergeProblem, MergeTables } from './strategic-merge/merge-context.js'
import { mergeObject } from './strategic-merge/merge-object.js'

export type {
  MergeField,
  MergeProblem,
  MergeProblemCode,
  MergeTables,
} from './strategic-merge/merge-context.js'

/** How a strategic merge patch is read. */
export interface StrategicMergeSchema {
  /** The type of the object that is patched. */
  readonly typeName: string
  readonly tables: MergeTables
  /**
   * What a value becomes where the original has nothing to merge it with.
   *
   * - `as-written`: itself, as in Kubernetes 1.22, which OpenKruise v1.3.0 has inside.
   * - `cleaned`: without nulls and directives inside, as in Kubernetes 1.32 (OpenKruise v1.9.0).
   *
   * @default 'cleaned'
   */
  readonly newValues?: 'as-written' | 'cleaned'
}

/** The patched object, or all reasons why the patch cannot be applied. */
export type StrategicMergeResult =
  | { readonly ok: true; readonly value: JsonObject }
  | { readonly ok: false; readonly problems: readonly MergeProblem[] }

/**
 * Applies a strategic merge patch: a merge patch that knows the types, and so merges some lists instead of replacing
 * them.
 *
 * 1. `$patch: replace` in an object: the rest of the patch itself; `$patch: delete`: an empty object.
 * 2. Else key by key: null removes; two objects are merged by the same rules; two lists are merged when the field has a
 *    merge key (see `mergeList`), else the patch's list replaces the other. Anything else, or what the original lacks, is
 *    the patch's value (see `newValues`).
 * 3. `$retainKeys` removes the keys that it does not list. `$setElementOrder/x` puts list `x` in order.
 *    `$deleteFromPrimitiveList/x` takes values out of list `x`; where the patch has `x` too, that comes afterwards.
 * 4. A field that the tables do not know is replaced, never merged.
 *
 * Nothing given is changed; the result shares what the patch does not touch. A patch that is null or undefined says
 * nothing, an original that is null or undefined has no keys.
 *
 * @see kubernetes/apimachinery, strategicpatch; OpenKruise keeps the revisions of a SidecarSet in this form
 * @example
 * strategicMergePatch({ containers: [{ name: 'a', image: 'x' }] },
 *   { containers: [{ name: 'a', image: 'y' }, { name: 'b' }] }, { typeName: 'PodSpec', tables })
 * // { ok: true, value: { containers: [{ name: 'a', image: 'y' }, { name: 'b' }] } }
 */
export function strategicMergePatch(
  original: JsonObject | null | undefined,
  patch: unknown,
  schema: StrategicMergeSchema,
): StrategicMergeResult {
  const problems: MergeProblem[] = []
  const context: MergeContext = { tables: schema.tables, newValues: schema.newValues ?? 'cleaned', problems }
  const before: unknown = original ?? {}
  const after = patch ?? {}
  for (const [side, value] of [
    ['original', before],
    ['patch', after],
  ] as const) {
    if (isJsonObject(value)) continue
    problems.push({ code: 'not-an-object', in: side, path: [], message: `the ${side} must be an object` })
  }
  if (!isJsonObject(before) || !isJsonObject(after)) return { ok: false, problems }
  const value = mergeObject(
    context,
    { typeName: schema.typeName, path: [] },
    { original: before, patch: after },
  )
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value }
}
