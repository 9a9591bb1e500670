import type { FieldPath } from '../../issue/index.js'
import { isJsonObject, type JsonObject } from '../../read/index.js'
import { structOf, withoutPointer, type GoSchema, type GoType } from './schema.js'

/** What of a type only a newer schema has. Plain data, worked out once. */
export interface LaterFields {
  /** Fields of the type itself. */
  readonly own: readonly string[]
  /** Fields that both have, and inside of which there are later ones. */
  readonly inside: readonly LaterInside[]
}

interface LaterInside {
  readonly field: string
  /** Whether the value holds many of the type. */
  readonly holds: 'one' | 'list' | 'map'
  readonly fields: LaterFields
}

/**
 * Compares what two schemas have in a type and inside it. Both are walked by path, since Kubernetes renames types.
 *
 * @param older schema that may lack fields
 * @param newer schema that has them
 */
export function compareTypes(older: GoSchema, newer: GoSchema, typeName: string): LaterFields {
  return compareStructs({ older, newer, done: new Map() }, typeName, typeName)
}

interface Comparison {
  readonly older: GoSchema
  readonly newer: GoSchema
  readonly done: Map<string, LaterFields>
}

function compareStructs(walk: Comparison, olderName: string, newerName: string): LaterFields {
  const key = `${olderName} ${newerName}`
  const known = walk.done.get(key)
  if (known !== undefined) return known
  const own: string[] = []
  const inside: LaterInside[] = []
  const result: LaterFields = { own, inside }
  walk.done.set(key, result)
  const older = structOf(walk.older, olderName).byName
  for (const { name, type } of structOf(walk.newer, newerName).fields) {
    const before = older.get(name)
    if (before === undefined) own.push(name)
    else {
      const found = compareInside(walk, name, before.type, type)
      if (found !== undefined) inside.push(found)
    }
  }
  return result
}

function compareInside(
  walk: Comparison,
  field: string,
  older: GoType,
  newer: GoType,
): LaterInside | undefined {
  const [before, after] = [structIn(older), structIn(newer)]
  if (before === undefined || after?.holds !== before.holds) return undefined
  const fields = compareStructs(walk, before.name, after.name)
  return fields.own.length + fields.inside.length === 0 ? undefined : { field, holds: after.holds, fields }
}

function structIn(type: GoType): { readonly name: string; readonly holds: LaterInside['holds'] } | undefined {
  const outer = withoutPointer(type)
  if (outer?.kind === 'struct') return { name: outer.name, holds: 'one' }
  if (outer?.kind !== 'list' && outer?.kind !== 'map') return undefined
  const inner = withoutPointer(outer.of)
  return inner?.kind === 'struct' ? { name: inner.name, holds: outer.kind } : undefined
}

/** The places of a value that have later fields, outermost only. Null counts as absent, a wrong type as empty. */
export function findLaterFields(fields: LaterFields, value: unknown): readonly FieldPath[] {
  const found: FieldPath[] = []
  visit(fields, value, undefined, found)
  return found
}

/** The way to a value. A path is made of it where something is found: most values have nothing. */
interface Trail {
  readonly segment: string | number
  readonly above: Trail | undefined
}

function visit(fields: LaterFields, value: unknown, above: Trail | undefined, found: FieldPath[]): void {
  if (!isJsonObject(value)) return
  for (const segment of fields.own) if (given(value, segment)) found.push(pathOf({ segment, above }))
  for (const { field, holds, fields: deeper } of fields.inside) {
    if (!given(value, field)) continue
    const inner = value[field]
    const trail: Trail = { segment: field, above }
    if (holds === 'one') visit(deeper, inner, trail, found)
    else if (holds === 'list' && Array.isArray(inner))
      for (let index = 0; index < inner.length; index++)
        visit(deeper, inner[index], { segment: index, above: trail }, found)
    else if (holds === 'map' && isJsonObject(inner))
      for (const [key, element] of Object.entries(inner))
        visit(deeper, element, { segment: key, above: trail }, found)
  }
}

/** Almost no field is there, so reading it comes first; what an object merely inherits does not count. */
function given(value: JsonObject, field: string): boolean {
  const inner = value[field]
  return inner !== undefined && inner !== null && Object.hasOwn(value, field)
}

function pathOf(trail: Trail): FieldPath {
  const path: (string | number)[] = []
  for (let at: Trail | undefined = trail; at !== undefined; at = at.above) path.unshift(at.segment)
  return path
}
