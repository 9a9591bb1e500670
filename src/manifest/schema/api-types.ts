import { schemaOf, structOf, type GoSchema, type GoType } from '../../kubernetes/go-struct/index.js'
import {
  anything,
  listOf,
  mapOf,
  scalar,
  scalarListOf,
  struct,
  type ScalarName,
  type Shape,
} from './scalars.js'
import { newestProfileName } from '../../profile.js'

/**
 * Shapes of the API types, made from the tables of their fields. The newer tables serve every profile: they know all
 * fields of the older ones but a few of no use here, and what a profile does not know it does not read.
 */
export function compileApiTypes(): ApiTypes {
  return new ApiTypes(schemaOf(newestProfileName))
}

/** Shapes by the name of their Go type. Types within types are compiled once. */
export class ApiTypes {
  readonly #schema: GoSchema
  readonly #shapes: Map<string, Shape> = new Map()

  constructor(schema: GoSchema) {
    this.#schema = schema
  }

  shapeOf(name: string): Shape {
    const known = this.#shapes.get(name)
    if (known !== undefined) return known
    const fields: Record<string, Shape> = {}
    for (const field of structOf(this.#schema, name).fields) fields[field.name] = this.#compile(field.type)
    const shape = struct(fields)
    this.#shapes.set(name, shape)
    return shape
  }

  #compile(type: GoType): Shape {
    switch (type.kind) {
      case 'raw':
        return anything()
      case 'pointer':
        return this.#compile(type.of)
      case 'struct':
        return this.shapeOf(type.name)
      case 'map':
        return mapOf(scalarName(type.of))
      case 'list':
        return type.of.kind === 'struct'
          ? listOf(this.shapeOf(type.of.name))
          : scalarListOf(scalarName(type.of))
      default:
        return scalar(scalarName(type))
    }
  }
}

function scalarName(type: GoType): ScalarName {
  switch (type.kind) {
    case 'string':
      return 'text'
    case 'bool':
      return 'boolean'
    case 'int32':
    case 'int64':
    case 'quantity':
    case 'int-or-string':
    case 'time':
      return type.kind
    default:
      throw new Error(`the field tables have a ${type.kind} inside a list or map`)
  }
}
