export { applyPatch, type PatchErrorCode } from './apply-patch.js'
export {
  escapePointerSegment,
  parseJsonPointer,
  toJsonPointer,
  type JsonPatchOperation,
} from './json-pointer.js'
