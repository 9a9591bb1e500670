import { isJsonObject } from '../../read/index.js'
import { structOf, type GoSchema, type GoType } from './schema.js'

/** A field of a manifest that its type does not have. */
export interface UnknownField {
  readonly path: readonly (string | number)[]
  /** The type that lacks it. */
  readonly struct: string
}

/**
 * The fields that reading a value as a Go struct would drop, outermost only: what is inside an unknown field is not
 * looked at. Values of a wrong type are passed over.
 */
export function findUnknownFields(schema: GoSchema, typeName: string, value: unknown): UnknownField[] {
  const found: UnknownField[] = []
  visit({ schema, found, path: [] }, { kind: 'struct', name: typeName }, value)
  return found
}

interface Visit {
  readonly schema: GoSchema
  readonly found: UnknownField[]
  readonly path: (string | number)[]
}

function visit(walk: Visit, type: GoType, value: unknown): void {
  if (type.kind === 'pointer') visit(walk, type.of, value)
  else if (type.kind === 'list' && Array.isArray(value))
    value.forEach((element, index) => descend(walk, index, type.of, element))
  else if (type.kind === 'map' && isJsonObject(value))
    for (const [key, element] of Object.entries(value)) descend(walk, key, type.of, element)
  else if (type.kind === 'struct' && isJsonObject(value)) visitStruct(walk, type.name, value)
}

function visitStruct(walk: Visit, name: string, value: Readonly<Record<string, unknown>>): void {
  const { byName } = structOf(walk.schema, name)
  for (const [key, element] of Object.entries(value)) {
    const field = byName.get(key)
    if (field !== undefined) descend(walk, key, field.type, element)
    else if (element !== null) walk.found.push({ path: [...walk.path, key], struct: name })
  }
}

function descend(walk: Visit, segment: string | number, type: GoType, value: unknown): void {
  walk.path.push(segment)
  visit(walk, type, value)
  walk.path.pop()
}
