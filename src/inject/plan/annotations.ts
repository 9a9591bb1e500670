import type { SidecarSetPatchPodMetadata } from '../../manifest/api-types.js'
import { type MergeFailure, MergeDocument } from '../../kubernetes/merge-patch.js'
import { ownValue, setOwn } from '../../read/index.js'

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

/** Annotations, whatever holds them. */
export interface AnnotationReader {
  get(key: string): string | undefined
}

/** The annotations of a Pod. */
export interface OwnAnnotations extends AnnotationReader {
  keys(): Iterable<string>
}

/** Annotations as they stand in a Pod, without a map being made of them. */
export function readAnnotations(annotations: Readonly<Record<string, string>>): OwnAnnotations {
  return {
    get: (key) => ownValue(annotations, key) as string | undefined,
    keys: () => Object.keys(annotations),
  }
}

/**
 * Annotations of a Pod while they are being edited. Only what is edited is held, and JSON that is merged into one
 * annotation again and again is read and written once.
 */
export class AnnotationEdits implements AnnotationReader {
  readonly #own: OwnAnnotations
  readonly #edits = new Map<string, string | MergeDocument>()
  #before: Map<string, string | undefined> | undefined

  constructor(own: OwnAnnotations) {
    this.#own = own
  }

  get(key: string): string | undefined {
    const edited = this.#edits.get(key)
    if (edited === undefined) return this.#own.get(key)
    return typeof edited === 'string' ? edited : edited.text
  }

  has(key: string): boolean {
    return this.#edits.has(key) || this.#own.get(key) !== undefined
  }

  /** Whether an annotation is there and not empty. Merged JSON never is. */
  hasText(key: string): boolean {
    const edited = this.#edits.get(key) ?? this.#own.get(key)
    return edited !== undefined && edited !== ''
  }

  set(key: string, text: string): void {
    this.#remember(key)
    this.#edits.set(key, text)
  }

  /** Merges a JSON merge patch into an annotation that is there. */
  merge(key: string, patch: string): MergeFailure | undefined {
    this.#remember(key)
    const edited = this.#edits.get(key)
    const document = edited instanceof MergeDocument ? edited : MergeDocument.read(this.get(key) ?? '')
    if (document === undefined) return 'invalid-document'
    const failure = document.merge(patch)
    if (failure === undefined) this.#edits.set(key, document)
    return failure
  }

  /** From here on, `isDifferent` tells whether an annotation differs from what it is now. */
  watch(): void {
    this.#before = new Map()
  }

  /** Ends what `watch` began. */
  isDifferent(): boolean {
    const before = this.#before ?? []
    this.#before = undefined
    for (const [key, text] of before) if (this.get(key) !== text) return true
    return false
  }

  /** The annotations that differ from the Pod's own, those that it has first. Nothing is ever removed. */
  changes(): Readonly<Record<string, string>> {
    const changes: Record<string, string> = {}
    if (this.#edits.size === 0) return changes
    for (const key of new Set([...this.#own.keys(), ...this.#edits.keys()])) {
      if (!this.#edits.has(key)) continue
      const text = this.get(key)
      if (text !== undefined && text !== this.#own.get(key)) setOwn(changes, key, text)
    }
    return changes
  }

  #remember(key: string): void {
    if (this.#before !== undefined && !this.#before.has(key)) this.#before.set(key, this.get(key))
  }
}
