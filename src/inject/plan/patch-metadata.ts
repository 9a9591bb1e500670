import { mergePatchText } from '../../kubernetes/merge-patch.js'
import type { SidecarSetPatchPodMetadata } from '../../manifest/api-types.js'

/** Annotations while they are being worked on, by key. */
export type AnnotationMap = ReadonlyMap<string, string>

export type PatchedAnnotations =
  | { readonly ok: true; readonly annotations: AnnotationMap; readonly changed: boolean }
  | { readonly ok: false; readonly key: string; readonly detail: string; readonly index: number }

/**
 * Applies one SidecarSet's `patchPodMetadata` to a Pod's annotations, its entries in order.
 *
 * 1. `Retain` sets a key that the Pod lacks; an empty value is there.
 * 2. `Overwrite` sets it always.
 * 3. `MergePatchJson` merges JSON into what the Pod has (RFC 7386); where that is absent or empty the patch is set as
 *    it stands, JSON or not.
 * 4. Any other policy does nothing.
 *
 * Fails where a merge meets text that is no JSON of the right kind.
 */
export function patchMetadata(
  annotations: AnnotationMap,
  patches: readonly SidecarSetPatchPodMetadata[],
): PatchedAnnotations {
  const result = new Map(annotations)
  for (const [index, patch] of patches.entries()) {
    for (const [key, value] of Object.entries(patch.annotations ?? {})) {
      const next = patchValue(result.get(key), value, patch.patchPolicy)
      if (!next.ok) return { ok: false, key, detail: next.detail, index }
      if (next.value !== undefined) result.set(key, next.value)
    }
  }
  return { ok: true, annotations: result, changed: differs(annotations, result) }
}

type PatchedValue =
  { readonly ok: true; readonly value: string | undefined } | { readonly ok: false; readonly detail: string }

function patchValue(current: string | undefined, patch: string, policy: string | undefined): PatchedValue {
  switch (policy) {
    case 'Retain':
      return { ok: true, value: current ?? patch }
    case 'Overwrite':
      return { ok: true, value: patch }
    case 'MergePatchJson':
      return current === undefined || current === '' ? { ok: true, value: patch } : mergeValue(current, patch)
    default:
      return { ok: true, value: current }
  }
}

function mergeValue(current: string, patch: string): PatchedValue {
  const merged = mergePatchText(current, patch)
  if (merged.ok) return { ok: true, value: merged.text }
  return {
    ok: false,
    detail:
      merged.error === 'invalid-document'
        ? "the Pod's value is not a JSON object or list"
        : "the SidecarSet's patch is not a JSON object or list",
  }
}

function differs(before: AnnotationMap, after: AnnotationMap): boolean {
  if (before.size !== after.size) return true
  for (const [key, value] of after) if (before.get(key) !== value) return true
  return false
}
