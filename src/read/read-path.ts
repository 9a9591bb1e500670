import type { FieldPath } from '../issue/issue.js'
import { isJsonObject, ownValue, type JsonObject } from './json-object.js'

// The one way to read an object that may be malformed anywhere: by path, and a wrong type on the way counts as if nothing
// were there. Nothing here throws on JSON data, and nothing reports: saying what is wrong is for validation.

const nothing: JsonObject = Object.freeze({})
const noElements: readonly unknown[] = Object.freeze([])

/**
 * The value at a path; undefined where there is none.
 *
 * 1. Only the data's own keys count: `constructor` finds nothing unless the data has it.
 * 2. Only a number leads into a list, only a text into a mapping.
 *
 * @example valueAt(pod, 'spec', 'containers', 0, 'image')
 */
export function valueAt(value: unknown, ...path: FieldPath): unknown {
  let current = value
  for (const segment of path) {
    if (typeof segment === 'number')
      current = Array.isArray(current) ? (current as unknown[])[segment] : undefined
    else current = isJsonObject(current) ? ownValue(current, segment) : undefined
    if (current === undefined) return undefined
  }
  return current
}

/** The text at a path, the empty one too; undefined where there is none. @example textAt(pod, 'spec', 'nodeName') */
export function textAt(value: unknown, ...path: FieldPath): string | undefined {
  const found = valueAt(value, ...path)
  return typeof found === 'string' ? found : undefined
}

/** The text at a path; undefined where there is none, and where it is empty, as Go's JSON treats most fields. */
export function nonEmptyTextAt(value: unknown, ...path: FieldPath): string | undefined {
  const found = textAt(value, ...path)
  return found === '' ? undefined : found
}

/** The mapping at a path; an empty one where there is none. */
export function objectAt(value: unknown, ...path: FieldPath): JsonObject {
  const found = valueAt(value, ...path)
  return isJsonObject(found) ? found : nothing
}

/** The elements of the list at a path; none where there is no list. */
export function listAt(value: unknown, ...path: FieldPath): readonly unknown[] {
  const found = valueAt(value, ...path)
  return Array.isArray(found) ? (found as readonly unknown[]) : noElements
}

/** The texts in the list at a path. Elements that are no text are passed over. */
export function textsAt(value: unknown, ...path: FieldPath): readonly string[] {
  return listAt(value, ...path).filter((element) => typeof element === 'string')
}

/**
 * Reads an object that may throw when it is read, as a getter or a Proxy can: then it is read as if it were not there.
 *
 * @param read is called again with undefined where it throws
 */
export function readSafely<T, R>(object: T, read: (object: T | undefined) => R): R {
  try {
    return read(object)
  } catch {
    return read(undefined)
  }
}
