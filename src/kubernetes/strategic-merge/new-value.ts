import type { FieldPath } from '../../issue/index.js'
import { isJsonObject } from '../own-entry.js'
import { isDirective, patchDirective } from './directives.js'
import { maxMergeDepth, type MergeContext } from './merge-context.js'

/**
 * What a value of the patch becomes where the original has nothing to merge it with.
 *
 * - `as-written` (Kubernetes 1.22): itself, with any nulls and directives in it.
 * - `cleaned` (Kubernetes 1.32): without members that are null and without directives, to any depth. An object with
 *   `$patch` is a directive as a whole. Elements of lists that are null stay.
 *
 * @returns undefined when nothing is left of it
 */
export function newValue(context: MergeContext, path: FieldPath, value: unknown): unknown {
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
