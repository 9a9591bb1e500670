import type { IssueCollector } from '../../issue/index.js'
import { compareUtf8 } from '../utf8.js'
import { isJsonObject, ownValue, setOwn, describeMismatch, type Wanted } from '../../read/index.js'
import { canonicalizeQuantity } from '../quantity/index.js'
import { canonicalizeTime } from '../time.js'
import { structOf, type GoField, type GoSchema, type GoType } from './schema.js'

/** What reading needs to know besides the value: the types, and where mistakes go. */
interface Reading {
  readonly schema: GoSchema
  readonly issues: IssueCollector
  /** Where the reader stands. Grows and shrinks with the descent, so that no path is built unless there is a mistake. */
  readonly path: (string | number)[]
}

/** Stands for a value that Go leaves out when the field says `omitempty`. */
const empty: unique symbol = Symbol('empty')

/**
 * Reads a value as Go would read it into a struct, and gives back what Go would write again: the canonical form.
 *
 * 1. Fields come in the order of their declaration; fields that the profile does not know are dropped.
 * 2. null and absent are the zero value. Zero values are left out where the type says `omitempty`, and written where
 *    it does not; a pointer to a zero value stays.
 * 3. Maps are sorted by key, quantities are canonical text, times are UTC.
 *
 * Every wrong type is reported to `issues`, with its path; the zero value stands in its place.
 *
 * @see OpenKruise and Kubernetes use Go's encoding/json over their API types
 */
export function readGoStruct<T>(
  schema: GoSchema,
  typeName: string,
  value: unknown,
  issues: IssueCollector,
): T {
  return readStruct({ schema, issues, path: [] }, typeName, value) as T
}

function readStruct(reading: Reading, name: string, value: unknown): unknown {
  const source = readObject(reading, value)
  const result: Record<string, unknown> = {}
  for (const field of structOf(reading.schema, name).fields) {
    const given = source === undefined ? undefined : ownValue(source, field.name)
    reading.path.push(field.name)
    const read = readField(reading, field, given)
    reading.path.pop()
    if (read !== empty) result[field.name] = read
  }
  return result
}

function readField(reading: Reading, field: GoField, given: unknown): unknown {
  const isAbsent = given === undefined || given === null
  if (isAbsent && field.omitEmpty && isOmittedWhenAbsent(field.type)) return empty
  const read = readValue(reading, field.type, given)
  return field.omitEmpty && isEmpty(field.type, read) ? empty : read
}

function isOmittedWhenAbsent(type: GoType): boolean {
  return type.kind !== 'struct' && type.kind !== 'quantity' && type.kind !== 'time' && type.kind !== 'raw'
}

/** Whether Go's `omitempty` drops the value. Structs, and what is a struct to Go, are never empty. */
function isEmpty(type: GoType, read: unknown): boolean {
  switch (type.kind) {
    case 'string':
      return read === ''
    case 'bool':
      return read === false
    case 'int32':
    case 'int64':
      return read === 0
    case 'pointer':
      return read === null
    case 'list':
      return read === null || (Array.isArray(read) && read.length === 0)
    case 'map':
      return read === null || (isJsonObject(read) && Object.keys(read).length === 0)
    default:
      return false
  }
}

function readValue(reading: Reading, type: GoType, value: unknown): unknown {
  if (value === undefined || value === null) return zeroValue(reading, type)
  switch (type.kind) {
    case 'pointer':
      return readValue(reading, type.of, value)
    case 'list':
      return readList(reading, type.of, value)
    case 'map':
      return readMap(reading, type.of, value)
    case 'struct':
      return readStruct(reading, type.name, value)
    case 'raw':
      return value
    case 'quantity':
      return readQuantity(reading, value)
    case 'time':
      return readTime(reading, value)
    case 'string':
      return typeof value === 'string' ? value : mismatch(reading, 'text', value, '')
    case 'bool':
      return typeof value === 'boolean' ? value : mismatch(reading, 'boolean', value, false)
    case 'int-or-string':
      return typeof value === 'string' ? value : readInteger(reading, value, 'int-or-string')
    case 'int32':
      return readInteger(reading, value, 'int32')
    case 'int64':
      return readInteger(reading, value, 'int64')
  }
}

function zeroValue(reading: Reading, type: GoType): unknown {
  switch (type.kind) {
    case 'string':
      return ''
    case 'bool':
      return false
    case 'int32':
    case 'int64':
    case 'int-or-string':
      return 0
    case 'quantity':
      return '0'
    case 'struct':
      return readStruct(reading, type.name, undefined)
    default:
      return null
  }
}

function readObject(reading: Reading, value: unknown): Readonly<Record<string, unknown>> | undefined {
  if (value === undefined || value === null) return undefined
  return isJsonObject(value) ? value : mismatch(reading, 'mapping', value, undefined)
}

function readList(reading: Reading, of: GoType, value: unknown): unknown {
  if (!Array.isArray(value)) return mismatch(reading, 'list', value, null)
  return value.map((element: unknown, index) => {
    reading.path.push(index)
    const read = readValue(reading, of, element)
    reading.path.pop()
    return read
  })
}

function readMap(reading: Reading, of: GoType, value: unknown): unknown {
  if (!isJsonObject(value)) return mismatch(reading, 'mapping', value, null)
  const result: Record<string, unknown> = {}
  for (const key of Object.keys(value).sort(compareUtf8)) {
    reading.path.push(key)
    setOwn(result, key, readValue(reading, of, value[key]))
    reading.path.pop()
  }
  return result
}

function readInteger(reading: Reading, value: unknown, wanted: 'int32' | 'int64' | 'int-or-string'): number {
  const limit = wanted === 'int64' ? 2 ** 63 : 2 ** 31
  const fits = typeof value === 'number' && Number.isInteger(value) && value >= -limit && value < limit
  // Go reads -0 as the integer 0.
  return fits ? value + 0 : mismatch(reading, wanted, value, 0)
}

function readQuantity(reading: Reading, value: unknown): string {
  const isAmount = typeof value === 'string' || typeof value === 'number'
  return (isAmount ? canonicalizeQuantity(value) : undefined) ?? mismatch(reading, 'quantity', value, '0')
}

function readTime(reading: Reading, value: unknown): string | null {
  return canonicalizeTime(value) ?? mismatch(reading, 'time', value, null)
}

/** Reports a value that its field cannot hold, and gives what is read instead. */
function mismatch<T>(reading: Reading, wanted: Wanted, value: unknown, instead: T): T {
  const issues = reading.issues.at(...reading.path)
  const { code, message } = describeMismatch(wanted, value, issues.path)
  issues.error(code, message)
  return instead
}
