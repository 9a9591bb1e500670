import type { SidecarSetPatchPodMetadata } from '../../manifest/api-types.js'
import type { MergeFailure } from '../../kubernetes/merge-patch.js'
import { AnnotationEdits } from './annotation-edits.js'

/** Annotations by key. */
export type AnnotationMap = ReadonlyMap<string, string>

/** The annotation that cannot be merged, and the entry of `patchPodMetadata` that asks for it. */
export interface PatchFailure {
  readonly ok: false
  readonly key: string
  readonly detail: string
  readonly index: number
}

export type PatchedAnnotations = { readonly ok: true; readonly annotations: AnnotationMap } | PatchFailure

/** `editMetadata` on a map, which is not changed. */
export function patchMetadata(
  annotations: AnnotationMap,
  patches: readonly SidecarSetPatchPodMetadata[],
): PatchedAnnotations {
  const edits = new AnnotationEdits(annotations)
  const failure = editMetadata(edits, patches)
  return failure ?? { ok: true, annotations: new Map([...annotations, ...Object.entries(edits.changes())]) }
}

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
export function editMetadata(
  edits: AnnotationEdits,
  patches: readonly SidecarSetPatchPodMetadata[],
): PatchFailure | undefined {
  for (const [index, { annotations, patchPolicy }] of patches.entries()) {
    for (const [key, value] of Object.entries(annotations ?? {})) {
      const failure = editOne(edits, key, value, patchPolicy)
      if (failure !== undefined) return { ok: false, key, detail: describeFailure(failure), index }
    }
  }
  return undefined
}

function editOne(
  edits: AnnotationEdits,
  key: string,
  value: string,
  policy: string | undefined,
): MergeFailure | undefined {
  switch (policy) {
    case 'Overwrite':
      edits.set(key, value)
      return undefined
    case 'Retain':
      if (!edits.has(key)) edits.set(key, value)
      return undefined
    case 'MergePatchJson':
      if (edits.hasText(key)) return edits.merge(key, value)
      edits.set(key, value)
      return undefined
    default:
      return undefined
  }
}

function describeFailure(failure: MergeFailure): string {
  return failure === 'invalid-document'
    ? "the Pod's value is not a JSON object or list"
    : "the SidecarSet's patch is not a JSON object or list"
}
