import { isJsonObject } from './own-entry.js'

/** No manifest is nested like this; what is could exhaust the stack. */
const maxDepth = 500

/**
 * Whether two JSON values are equal, key order aside. Untrusted values of any depth may be given: what is nested deeper
 * than 500 levels equals nothing but itself. A Date, which some hosts put into objects, equals one of the same time.
 *
 * @example deepEqual({ a: 1, b: [2] }, { b: [2], a: 1 }) // true
 */
export function deepEqual(a: unknown, b: unknown): boolean {
  return isEqual(a, b, maxDepth)
}

function isEqual(a: unknown, b: unknown, levels: number): boolean {
  if (a === b || (Number.isNaN(a) && Number.isNaN(b))) return true
  if (typeof a !== 'object' || typeof b !== 'object' || levels === 0) return false
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((element, index) => isEqual(element, b[index], levels - 1))
  if (a instanceof Date || b instanceof Date)
    return a instanceof Date && b instanceof Date && isEqual(a.getTime(), b.getTime(), levels)
  if (!isJsonObject(a) || !isJsonObject(b)) return false
  const keys = Object.keys(a)
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && isEqual(a[key], b[key], levels - 1))
  )
}
