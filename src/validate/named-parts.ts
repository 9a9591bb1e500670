import { createIssueCollector, type FieldPath } from '../issue/index.js'
import {
  type GoSchema,
  type GoType,
  readGoStruct,
  schemaOf,
  structOf,
} from '../kubernetes/go-struct/index.js'
import { deepEqual } from '../kubernetes/plain-data.js'
import { lazy } from '../lazy.js'
import type { Volume } from '../manifest/api-types.js'
import type { ProfileName } from '../profile.js'
import {
  isJsonObject,
  type JsonObject,
  listAt,
  nonEmptyTextAt,
  objectAt,
  ownValue,
  setOwn,
  textAt,
} from '../read/index.js'
import { defaultVolume } from '../sidecarset/pod-defaults.js'

export type PartKind = 'container' | 'init container' | 'volume' | 'annotation'

/** Something that a SidecarSet brings into Pods under a name, of which a Pod can have one. */
export interface NamedPart {
  readonly kind: PartKind
  readonly name: string
  /** Where it stands in its SidecarSet. */
  readonly path: FieldPath
  readonly volume?: ComparedVolume
  /** Of an annotation: how it is written. */
  readonly policy?: string
}

/** A volume as written, and as Go compares it. Most need not be read: volumes written alike are equal. */
interface ComparedVolume {
  readonly written: unknown
  readonly stored: () => unknown
}

/** What a part is found by among those of another SidecarSet. */
export function identityOf(kind: PartKind, name: string): string {
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
  if (a.volume !== undefined && b.volume !== undefined) return !isSameVolume(a.volume, b.volume)
  if (a.kind === 'annotation') return a.policy === 'Overwrite' || b.policy === 'Overwrite'
  return true
}

function isSameVolume(a: ComparedVolume, b: ComparedVolume): boolean {
  return deepEqual(a.written, b.written) || deepEqual(a.stored(), b.stored())
}

/**
 * Everything of a SidecarSet that can clash. It is read from the manifest as written: all SidecarSets of a cluster are
 * compared with each other, and little of them matters. What cannot be read counts as empty. An annotation with policy
 * `Retain` cannot clash, and is left out.
 *
 * @param wanted the identities of parts that are asked for. @default all
 */
export function namedPartsOf(
  raw: JsonObject,
  profile: ProfileName,
  wanted?: ReadonlySet<string>,
): readonly NamedPart[] {
  const isWanted = (kind: PartKind, name: string): boolean => wanted?.has(identityOf(kind, name)) ?? true
  const parts: NamedPart[] = []
  for (const [kind, list] of lists)
    listAt(raw, 'spec', list).forEach((written, index) => {
      const name = textAt(written, 'name') ?? ''
      if (isWanted(kind, name)) parts.push(listedPart(kind, name, ['spec', list, index], written, profile))
    })
  listAt(raw, 'spec', 'patchPodMetadata').forEach((patch, index) => {
    const policy = nonEmptyTextAt(patch, 'patchPolicy') ?? 'Retain'
    if (policy === 'Retain') return
    for (const name of Object.keys(objectAt(patch, 'annotations')))
      if (isWanted('annotation', name)) {
        const path = ['spec', 'patchPodMetadata', index, 'annotations', name]
        parts.push({ kind: 'annotation', name, path, policy })
      }
  })
  return parts
}

const lists = [
  ['init container', 'initContainers'],
  ['container', 'containers'],
  ['volume', 'volumes'],
] as const

function listedPart(
  kind: Exclude<PartKind, 'annotation'>,
  name: string,
  path: FieldPath,
  written: unknown,
  profile: ProfileName,
): NamedPart {
  if (kind !== 'volume') return { kind, name, path: [...path, 'name'] }
  return { kind, name, path, volume: { written, stored: lazy(() => storedVolume(written, profile)) } }
}

/**
 * The volume as Go compares it. OpenKruise compares volumes of two SidecarSets as its mutating webhook has stored them:
 * defaulted, with canonical amounts, and with the empty lists that the author wrote.
 *
 * 1. A text, number or boolean left out equals an empty one, 0 and false. A pointer left out equals nothing else.
 * 2. A list or map left out differs from an empty one.
 * 3. Amounts are equal when they are the same: `0.5Gi` and `512Mi`.
 */
function storedVolume(written: unknown, profile: ProfileName): unknown {
  const schema = schemaOf(profile)
  const read = (value: unknown): Volume => readGoStruct(schema, 'Volume', value, createIssueCollector())
  const stored = read(defaultVolume(read(written), profile))
  return comparable(schema, { kind: 'struct', name: 'Volume' }, stored, written)
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
