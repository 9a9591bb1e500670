import type { FieldPath } from '../issue/index.js'
import { deepEqual } from '../kubernetes/plain-data.js'
import { type GoSchema, type GoType, structOf } from '../kubernetes/go-struct/index.js'
import { isJsonObject, type JsonObject, ownValue, setOwn, valueAt } from '../read/index.js'
import type { SidecarContainer, Volume } from '../manifest/api-types.js'
import type { SidecarSetReading } from './reading.js'

/** Something that a SidecarSet brings into Pods under a name, of which a Pod can have one. */
export interface NamedPart {
  readonly kind: 'container' | 'init container' | 'volume' | 'annotation'
  readonly name: string
  /** Where it stands in its SidecarSet. */
  readonly path: FieldPath
  /** Of a volume: what it is, to be compared. */
  readonly content?: unknown
  /** Of an annotation: how it is written. */
  readonly policy?: string
}

/** What a part is found by among those of another SidecarSet. */
export function identityOf({ kind, name }: Pick<NamedPart, 'kind' | 'name'>): string {
  return `${kind} ${name}`
}

/**
 * Whether two parts of one identity cannot both be in a Pod.
 *
 * 1. Containers never can.
 * 2. Volumes can when they are the same.
 * 3. Annotations can unless one of the two overwrites.
 */
export function clash(a: NamedPart, b: NamedPart): boolean {
  if (a.kind === 'volume') return !deepEqual(a.content, b.content)
  if (a.kind === 'annotation') return a.policy === 'Overwrite' || b.policy === 'Overwrite'
  return true
}

/** Everything of a SidecarSet that can clash. An annotation with policy `Retain` cannot, and is left out. */
export function namedPartsOf(set: SidecarSetReading, schema: GoSchema): readonly NamedPart[] {
  const { spec } = set.stored
  return [
    ...containersOf(spec.initContainers, 'init container', ['spec', 'initContainers']),
    ...containersOf(spec.containers, 'container', ['spec', 'containers']),
    ...volumesOf(set, schema),
    ...annotationsOf(set),
  ]
}

function containersOf(
  containers: readonly SidecarContainer[] = [],
  kind: 'container' | 'init container',
  path: FieldPath,
): NamedPart[] {
  return containers.map(({ name = '' }, index) => ({ kind, name, path: [...path, index, 'name'] }))
}

function volumesOf({ stored, raw }: SidecarSetReading, schema: GoSchema): NamedPart[] {
  return (stored.spec.volumes ?? []).map((volume, index) => {
    const path = ['spec', 'volumes', index]
    const content = comparableVolume(schema, volume, valueAt(raw, ...path))
    return { kind: 'volume', name: volume.name ?? '', path, content }
  })
}

function annotationsOf({ stored }: SidecarSetReading): NamedPart[] {
  return (stored.spec.patchPodMetadata ?? []).flatMap(({ annotations = {}, patchPolicy = '' }, index) =>
    patchPolicy === 'Retain'
      ? []
      : Object.keys(annotations).map((name): NamedPart => {
          const path = ['spec', 'patchPodMetadata', index, 'annotations', name]
          return { kind: 'annotation', name, path, policy: patchPolicy }
        }),
  )
}

/**
 * The volume as Go compares it. OpenKruise compares volumes of two SidecarSets as its mutating webhook has stored them:
 * defaulted, with canonical amounts, and with the empty lists that the author wrote.
 *
 * 1. A text, number or boolean left out equals an empty one, 0 and false. A pointer left out equals nothing else.
 * 2. A list or map left out differs from an empty one.
 * 3. Amounts are equal when they are the same: `0.5Gi` and `512Mi`.
 *
 * @param stored the volume in canonical form, defaulted
 * @param raw    the volume as written
 */
function comparableVolume(schema: GoSchema, stored: Volume, raw: unknown): unknown {
  return comparable(schema, { kind: 'struct', name: 'Volume' }, stored, raw)
}

function comparable(schema: GoSchema, type: GoType, stored: unknown, raw: unknown): unknown {
  switch (type.kind) {
    case 'pointer':
      return stored === undefined || stored === null ? null : comparable(schema, type.of, stored, raw)
    case 'struct':
      return comparableStruct(schema, type.name, stored, raw)
    case 'list':
      return comparableList(schema, type.of, stored, raw)
    case 'map':
      return comparableMap(schema, type.of, stored, raw)
    default:
      return stored ?? null
  }
}

function comparableStruct(schema: GoSchema, name: string, stored: unknown, raw: unknown): JsonObject {
  const result: Record<string, unknown> = {}
  for (const field of structOf(schema, name).fields)
    setOwn(
      result,
      field.name,
      comparable(schema, field.type, member(stored, field.name), member(raw, field.name)),
    )
  return result
}

function comparableList(
  schema: GoSchema,
  of: GoType,
  stored: unknown,
  raw: unknown,
): readonly unknown[] | null {
  if (!Array.isArray(raw)) return null
  const elements: readonly unknown[] = Array.isArray(stored) ? stored : []
  return elements.map((element, index) => comparable(schema, of, element, raw[index]))
}

function comparableMap(schema: GoSchema, of: GoType, stored: unknown, raw: unknown): JsonObject | null {
  if (!isJsonObject(raw)) return null
  const result: Record<string, unknown> = {}
  for (const key of isJsonObject(stored) ? Object.keys(stored) : [])
    setOwn(result, key, comparable(schema, of, member(stored, key), member(raw, key)))
  return result
}

function member(value: unknown, key: string): unknown {
  return isJsonObject(value) ? ownValue(value, key) : undefined
}
