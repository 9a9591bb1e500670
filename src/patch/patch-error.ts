import { SidecarSetError } from '../issue/index.js'

/**
 * Why a patch was refused.
 *
 * - `invalid-patch`: the patch is no list.
 * - `invalid-operation`: the operation lacks a field, has an unknown `op`, or moves a value into itself.
 * - `invalid-pointer`: `path` or `from` is no JSON Pointer.
 * - `invalid-value`: the document or a value is no JSON.
 * - `limit-exceeded`: nested deeper than 1,000 levels, or more than a million values made by `copy`.
 * - `invalid-index`: no index of that list, or one behind its end.
 * - `path-not-found`: the place does not exist in the document.
 * - `test-failed`: a `test` found another value.
 */
export type PatchErrorCode =
  | 'invalid-patch'
  | 'invalid-operation'
  | 'invalid-pointer'
  | 'invalid-value'
  | 'limit-exceeded'
  | 'invalid-index'
  | 'path-not-found'
  | 'test-failed'

/** What is thrown for a patch that cannot be applied. The path is the index of the operation, if one failed. */
export function patchError(code: PatchErrorCode, message: string, index?: number): SidecarSetError {
  const path = index === undefined ? [] : [index]
  return new SidecarSetError('patch', [{ code, severity: 'error', message, path }])
}
