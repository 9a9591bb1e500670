import { structOf, type GoSchema, type GoType } from '../../../kubernetes/go-struct/index.js'
import { isJsonObject, ownValue, setOwn, type JsonObject } from '../../../kubernetes/own-entry.js'
import type { Volume } from '../../../manifest/api-types.js'

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
