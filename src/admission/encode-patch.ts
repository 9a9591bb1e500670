import type { JsonPatchOperation } from '../patch/index.js'
import { encodeBase64 } from './base64.js'

/**
 * Encoded patches by patch. The injector hands out one frozen patch for all Pods that it is the same for, so most
 * requests need none of the work. It can be kept without harm: a frozen patch never changes, and goes with its injector.
 */
const encodedPatches = new WeakMap<readonly JsonPatchOperation[], string>()

/** A JSON Patch as an AdmissionResponse carries it: base64 of its JSON text. */
export function encodePatch(patch: readonly JsonPatchOperation[]): string {
  const known = encodedPatches.get(patch)
  if (known !== undefined) return known
  const encoded = encodeBase64(JSON.stringify(patch))
  if (Object.isFrozen(patch)) encodedPatches.set(patch, encoded)
  return encoded
}
