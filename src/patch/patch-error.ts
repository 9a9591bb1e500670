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

/** Thrown by `applyPatch`. Nothing has been changed when it is thrown. */
export class PatchError extends Error {
  override readonly name: string = 'PatchError'
  readonly code: PatchErrorCode
  /** Position of the failing operation in the patch; absent when it is no operation that failed. */
  readonly index: number | undefined

  constructor(code: PatchErrorCode, message: string, index?: number) {
    super(index === undefined ? message : `operation ${index}: ${message}`)
    this.code = code
    this.index = index
  }
}
