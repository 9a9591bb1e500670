import type { FieldPath } from '../issue/index.js'
import { deepEqual } from '../kubernetes/deep-equal.js'
import { type GoSchema, type GoType, structOf } from '../kubernetes/go-struct/index.js'
import { isJsonObject, type JsonObject, ownValue, setOwn } from '../kubernetes/own-entry.js'
import type { SidecarContainer, Volume } from '../manifest/api-types.js'
import type { SidecarSetReading } from './reading.js'
import { valueAtPath } from './type-at-path.js'

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

/**
 * What Go holds in memory for a volume, as a value to compare: OpenKruise compares volumes of two SidecarSets as they
 * were written and defaulted, before anything is brought into canonical form.
 *
 * 1. A text, number or boolean left out equals an empty one, 0 and false. A pointer left out equals nothing else.
 * 2. A list or map left out differs from an empty one.
 * 3. Amounts differ when their spelling does: `1Gi` and `1024Mi`.
 *
 * @param stored the volume in canonical form, defaulted
 * @param raw    the volume as written
 */
export function volumeImage(schema: GoSchema, stored: Volume, raw: unknown): unknown {
  return imageOf(schema, { kind: 'struct', name: 'Volume' }, stored, raw)
}

function imageOf(schema: GoSchema, type: GoType, stored: unknown, raw: unknown): unknown {
  switch (type.kind) {
    case 'pointer':
      return stored === undefined || stored === null ? null : imageOf(schema, type.of, stored, raw)
    case 'struct':
      return structImage(schema, type.name, stored, raw)
    case 'list':
      return listImage(schema, type.of, stored, raw)
    case 'map':
      return mapImage(schema, type.of, stored, raw)
    case 'quantity':
      return raw === undefined || raw === null ? null : String(raw).trim()
    default:
      return stored ?? null
  }
}

function structImage(schema: GoSchema, name: string, stored: unknown, raw: unknown): JsonObject {
  const image: Record<string, unknown> = {}
  for (const field of structOf(schema, name).fields)
    setOwn(
      image,
      field.name,
      imageOf(schema, field.type, member(stored, field.name), member(raw, field.name)),
    )
  return image
}

function listImage(schema: GoSchema, of: GoType, stored: unknown, raw: unknown): readonly unknown[] | null {
  if (!Array.isArray(raw)) return null
  const elements: readonly unknown[] = Array.isArray(stored) ? stored : []
  return elements.map((element, index) => imageOf(schema, of, element, raw[index]))
}

function mapImage(schema: GoSchema, of: GoType, stored: unknown, raw: unknown): JsonObject | null {
  if (!isJsonObject(raw)) return null
  const image: Record<string, unknown> = {}
  for (const key of isJsonObject(stored) ? Object.keys(stored) : [])
    setOwn(image, key, imageOf(schema, of, member(stored, key), member(raw, key)))
  return image
}

function member(value: unknown, key: string): unknown {
  return isJsonObject(value) ? ownValue(value, key) : undefined
}
