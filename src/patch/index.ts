export { applyPatch } from './apply-patch.js'
export type { JsonPatchOperation } from './json-patch-operation.js'
export { escapePointerSegment, parseJsonPointer, toJsonPointer } from './json-pointer.js'
export type { PatchErrorCode } from './patch-error.js'
