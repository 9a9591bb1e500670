import { isJsonObject, setOwn } from '../read/index.js'
import type { Container, Pod } from '../manifest/api-types.js'
import { escapePointerSegment, type JsonPatchOperation } from '../patch/index.js'
import type { RunningPod } from './running-pod.js'

/** What is written to a running Pod. Nothing else ever is. */
export interface PodEdit {
  /** Container's index to its image. */
  readonly images: ReadonlyMap<number, string>
  /** Annotation to its value. Nothing is ever removed. */
  readonly annotations: ReadonlyMap<string, string>
}

/** Two edits in one: what the second writes wins. */
export function joinEdits(first: PodEdit, second: PodEdit): PodEdit {
  return {
    images: new Map([...first.images, ...second.images]),
    annotations: new Map([...first.annotations, ...second.annotations]),
  }
}

/** The image of a container as an edit. Nothing where the container is missing or has the image already. */
export function imageEdit(pod: RunningPod, name: string, image: string): [number, string][] {
  const container = pod.containerOf.get(name)
  return container === undefined || container.image === image ? [] : [[container.index, image]]
}

/** The annotations that another map adds to, or changes in, those of a Pod. */
export function changedAnnotations(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  return new Map([...after].filter(([key, value]) => before.get(key) !== value))
}

/** The Pod after an edit: a new object that shares every branch the edit does not touch. */
export function renderEdit<P extends Pod>(pod: P, { images, annotations }: PodEdit): P {
  const merged: Record<string, string> = { ...pod.metadata?.annotations }
  for (const [key, value] of annotations) setOwn(merged, key, value)
  const containers = pod.spec?.containers?.map((container, index): Container => {
    const image = images.get(index)
    return image === undefined ? container : { ...container, image }
  })
  const changed: Pod = {
    ...pod,
    ...(annotations.size === 0 ? {} : { metadata: { ...pod.metadata, annotations: merged } }),
    ...(images.size === 0 || containers === undefined ? {} : { spec: { ...pod.spec, containers } }),
  }
  // Images and annotations are text before and after, so the caller's type still holds.
  return changed as P
}

/**
 * The JSON Patch of an edit: one operation for each annotation, then one for each image. Its values are absolute, so
 * that of two edits one after the other, the patch of both joined also fits the Pod after the first.
 */
export function renderEditPatch(pod: Pod, { images, annotations }: PodEdit): readonly JsonPatchOperation[] {
  const own: unknown = pod.metadata?.annotations
  return [
    ...[...annotations].map(([key, value]) => write(own, `/metadata/annotations`, key, value)),
    ...[...images].map(([index, image]) =>
      write(pod.spec?.containers?.[index], `/spec/containers/${index}`, 'image', image),
    ),
  ]
}

function write(parent: unknown, path: string, key: string, value: string): JsonPatchOperation {
  const op = isJsonObject(parent) && Object.hasOwn(parent, key) ? 'replace' : 'add'
  return { op, path: `${path}/${escapePointerSegment(key)}`, value }
}
