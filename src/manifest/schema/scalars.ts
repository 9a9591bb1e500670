import * as z from 'zod/mini'
import { canonicalizeQuantity } from '../../kubernetes/quantity/index.js'
import { canonicalizeTime } from '../../kubernetes/time.js'
import type { Wanted } from '../../read/index.js'

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
export function scalarListOf(name: ScalarName): Shape {
  return z.array(z.nullable(scalar(name)), 'list' satisfies Wanted)
}

/** Anything at all. */
export function anything(): Shape {
  return z.unknown()
}
