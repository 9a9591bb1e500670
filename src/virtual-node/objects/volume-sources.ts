import type { FieldPath } from '../../issue/index.js'
import { findReferences, safeParseResourceReference, type FoundReference } from '../../reference/index.js'
import { valueAt } from '../read-path.js'
import type { ObjectId } from './object-index.js'

/** A ConfigMap or Secret that a volume shows, and how. */
export interface VolumeSource {
  readonly reference: FoundReference
  /** The object that is meant; undefined where the text is no reference. */
  readonly object: ObjectId | undefined
  /** The mapping with `items` and `optional`, and where it stands. */
  readonly source: unknown
  readonly path: FieldPath
  readonly optional: boolean
}

/**
 * The ConfigMaps and Secrets of volumes, with the objects that are meant: a plain name is one of the Pod's namespace.
 *
 * @param volumes of a Pod, possibly malformed; they stand at `spec.volumes`
 */
export function readVolumeSources(volumes: readonly unknown[], podNamespace: string): VolumeSource[] {
  return findReferences(volumes as Parameters<typeof findReferences>[0]).map((reference) => {
    // The last part of the path is the name; before it stands the source, which begins behind `spec.volumes`.
    const path = reference.path.slice(0, -1)
    const source = valueAt(volumes, ...path.slice(2))
    const parsed = safeParseResourceReference(reference.text, podNamespace)
    const object = parsed.ok
      ? {
          kind: reference.kind,
          namespace: parsed.reference.namespace ?? podNamespace,
          name: parsed.reference.name,
        }
      : undefined
    return { reference, object, source, path, optional: valueAt(source, 'optional') === true }
  })
}
