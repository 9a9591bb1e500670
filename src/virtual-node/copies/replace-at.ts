import { isJsonObject, setOwn } from '../../kubernetes/own-entry.js'
import type { FieldPath } from '../../issue/index.js'

/** A document with another value at a path that it has. Only what stands on the way is new, the rest is shared. */
export function replaceAt<T>(document: T, path: FieldPath, value: unknown): T {
  return replaced(document, path, value) as T
}

function replaced(current: unknown, path: FieldPath, value: unknown): unknown {
  const [segment, ...rest] = path
  if (segment === undefined) return value
  if (Array.isArray(current)) {
    return current.map((element: unknown, index) =>
      index === segment ? replaced(element, rest, value) : element,
    )
  }
  if (!isJsonObject(current)) return current
  const copy: Record<string, unknown> = { ...current }
  const key = String(segment)
  setOwn(copy, key, replaced(Object.hasOwn(current, key) ? current[key] : undefined, rest, value))
  return copy
}
