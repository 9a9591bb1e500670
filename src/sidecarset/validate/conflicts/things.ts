import type { FieldPath } from '../../../issue/index.js'
import { deepEqual } from '../../../kubernetes/deep-equal.js'
import type { GoSchema } from '../../../kubernetes/go-struct/index.js'
import type { SidecarContainer } from '../../../manifest/api-types.js'
import type { SidecarSetReading } from '../read-for-validation.js'
import { valueAtPath } from '../type-at-path.js'
import { volumeImage } from './volume-image.js'

/** Something that a SidecarSet brings into Pods under a name, of which a Pod can have one. */
export interface Thing {
  readonly kind: 'container' | 'init container' | 'volume' | 'annotation'
  readonly name: string
  /** Where it stands in its SidecarSet. */
  readonly path: FieldPath
  /** Of a volume: what it is, to be compared. */
  readonly content?: unknown
  /** Of an annotation: how it is written. */
  readonly policy?: string
}

/** What a thing is found by among those of another SidecarSet: an init container never clashes with a container. */
export function identityOf({ kind, name }: Thing): string {
  return `${kind} ${name}`
}

/**
 * Whether two things of one identity cannot both be in a Pod.
 *
 * 1. Containers never can.
 * 2. Volumes can when they are the same.
 * 3. Annotations can unless one of the two overwrites.
 */
export function clash(a: Thing, b: Thing): boolean {
  if (a.kind === 'volume') return !deepEqual(a.content, b.content)
  if (a.kind === 'annotation') return a.policy === 'Overwrite' || b.policy === 'Overwrite'
  return true
}

/** Everything of a SidecarSet that can clash. An annotation with policy `Retain` cannot, and is left out. */
export function thingsOf(set: SidecarSetReading, schema: GoSchema): readonly Thing[] {
  const { spec } = set.stored
  return [
    ...containerThings(spec.initContainers, 'init container', ['spec', 'initContainers']),
    ...containerThings(spec.containers, 'container', ['spec', 'containers']),
    ...volumeThings(set, schema),
    ...annotationThings(set),
  ]
}

function containerThings(
  containers: readonly SidecarContainer[] = [],
  kind: 'container' | 'init container',
  path: FieldPath,
): Thing[] {
  return containers.map(({ name = '' }, index) => ({ kind, name, path: [...path, index, 'name'] }))
}

function volumeThings({ stored, raw }: SidecarSetReading, schema: GoSchema): Thing[] {
  return (stored.spec.volumes ?? []).map((volume, index) => {
    const path = ['spec', 'volumes', index]
    const content = volumeImage(schema, volume, valueAtPath(raw, path))
    return { kind: 'volume', name: volume.name ?? '', path, content }
  })
}

function annotationThings({ stored }: SidecarSetReading): Thing[] {
  return (stored.spec.patchPodMetadata ?? []).flatMap(({ annotations = {}, patchPolicy = '' }, index) =>
    patchPolicy === 'Retain'
      ? []
      : Object.keys(annotations).map((name): Thing => {
          const path = ['spec', 'patchPodMetadata', index, 'annotations', name]
          return { kind: 'annotation', name, path, policy: patchPolicy }
        }),
  )
}
