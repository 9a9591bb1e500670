import * as z from 'zod/mini'
import { canonicalizeQuantity } from '../../kubernetes/quantity/index.js'
import { canonicalizeTime } from '../../kubernetes/time.js'
import type { Wanted } from '../../read/index.js'
import { schemaOf, structOf, type GoSchema, type GoType } from '../../kubernetes/go-struct/index.js'
import { newestProfileName } from '../../profile.js'

/** A schema for checking alone: what it would give back is never used. Its messages are names of what was wanted. */
export type Shape = z.ZodMiniType

export type ScalarName = Exclude<Wanted, 'mapping' | 'list'>

const tests: Readonly<Record<ScalarName, (value: unknown) => boolean>> = {
  text: (value) => typeof value === 'string',
  boolean: (value) => typeof value === 'boolean',
  int32: (value) => isInteger(value, 2 ** 31),
  int64: (value) => isInteger(value, 2 ** 63),
  quantity: (value) =>
    (typeof value === 'string' || typeof value === 'number') && canonicalizeQuantity(value) !== undefined,
  'int-or-string': (value) => typeof value === 'string' || isInteger(value, 2 ** 31),
  time: (value) => canonicalizeTime(value) !== undefined,
}

function isInteger(value: unknown, limit: number): boolean {
  return Number.isInteger(value) && Number(value) >= -limit && Number(value) < limit
}

/** A scalar as Go's decoder takes it. */
export function scalar(name: ScalarName): Shape {
  return z.custom(tests[name], name satisfies Wanted)
}

/** A mapping whose keys are data, such as labels. A null value counts as absent. */
export function mapOf(name: ScalarName): Shape {
  const test = tests[name]
  return z.unknown().check((payload) => {
    const map = payload.value
    if (!isMapping(map)) {
      payload.issues.push(mismatch(map, 'mapping', []))
      return
    }
    // Not z.record, which passes over a key `__proto__`.
    for (const [key, value] of Object.entries(map))
      if (value !== null && value !== undefined && !test(value))
        payload.issues.push(mismatch(value, name, [key]))
  })
}

function isMapping(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function mismatch(input: unknown, wanted: Wanted, path: string[]): z.core.$ZodRawIssue {
  return { code: 'custom', message: wanted, input, path }
}

/** A mapping with known fields, all of them optional. Other fields are not looked at. */
export function struct(fields: Readonly<Record<string, Shape>>): Shape {
  const optional = Object.entries(fields).map(([name, shape]) => [name, z.nullish(shape)] as const)
  return z.object(Object.fromEntries(optional), 'mapping' satisfies Wanted)
}

/** A list of structs. Null does not stand for an item: it would be one without any field. */
export function listOf(item: Shape): Shape {
  return z.array(item, 'list' satisfies Wanted)
}

/** A list of scalars, where Go reads null as an empty one. */
function scalarListOf(name: ScalarName): Shape {
  return z.array(z.nullable(scalar(name)), 'list' satisfies Wanted)
}

/** Anything at all. */
function anything(): Shape {
  return z.unknown()
}

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
