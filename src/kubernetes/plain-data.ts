import { setOwn, isJsonObject } from '../read/index.js'

/**
 * A copy of plain data that shares nothing with it, as `structuredClone` would make it, which not every host has.
 *
 * 1. Dates are copied; other objects with a class become plain ones, with their own enumerable members.
 * 2. What stands in several places is copied once and stands there again, so that circles do no harm.
 * 3. There is no recursion: data may be nested deeper than the call stack.
 */
export function copyPlain<T>(value: T): T {
  return new Copying().copy(value) as T
}

class Copying {
  readonly #copies = new Map<object, object>()
  readonly #pending: (readonly [from: object, to: object])[] = []

  copy(root: unknown): unknown {
    const copy = this.#begin(root)
    for (let next = this.#pending.pop(); next !== undefined; next = this.#pending.pop()) this.#fill(...next)
    return copy
  }

  #begin(value: unknown): unknown {
    if (typeof value !== 'object' || value === null) return value
    const known = this.#copies.get(value)
    if (known !== undefined) return known
    const copy = value instanceof Date ? copyDate(value) : Array.isArray(value) ? [] : {}
    this.#copies.set(value, copy)
    this.#pending.push([value, copy])
    return copy
  }

  #fill(from: object, to: object): void {
    if (Array.isArray(from))
      for (const element of from as unknown[]) (to as unknown[]).push(this.#begin(element))
    else
      for (const key of Object.keys(from)) setOwn(to as JsonLike, key, this.#begin((from as JsonLike)[key]))
  }
}

type JsonLike = Record<string, unknown>

/** Clients of Kubernetes have classes of dates, which write fractions of seconds. */
function copyDate(date: Date): Date {
  return Object.setPrototypeOf(new Date(date.getTime()), Object.getPrototypeOf(date) as object) as Date
}

/**
 * Whether two JSON values are equal, key order aside. Untrusted values of any depth may be given: what is nested deeper
 * than so many levels equals nothing but itself. A Date, which some hosts put into objects, equals one of the same time.
 *
 * @param levels more could exhaust the stack
 * @example deepEqual({ a: 1, b: [2] }, { b: [2], a: 1 }) // true
 */
export function deepEqual(a: unknown, b: unknown, levels: number = 500): boolean {
  if (a === b || (Number.isNaN(a) && Number.isNaN(b))) return true
  if (typeof a !== 'object' || typeof b !== 'object' || levels === 0) return false
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((element, index) => deepEqual(element, b[index], levels - 1))
  if (a instanceof Date || b instanceof Date)
    return a instanceof Date && b instanceof Date && deepEqual(a.getTime(), b.getTime(), levels)
  if (!isJsonObject(a) || !isJsonObject(b)) return false
  const keys = Object.keys(a)
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && deepEqual(a[key], b[key], levels - 1))
  )
}

/**
 * Freezes a value made here, down to the bottom, so that sharing it is safe. Meant for constants and for what has the
 * depth of the API types.
 */
export function deepFreeze<T>(fresh: T): T {
  if (typeof fresh === 'object' && fresh !== null && !Object.isFrozen(fresh)) {
    Object.freeze(fresh)
    for (const value of Object.values(fresh)) deepFreeze(value)
  }
  return fresh
}

/**
 * Whether a JSON value is nested deeper than so many levels. Looks no deeper than that, so that untrusted values of any
 * depth may be given. A scalar has no level, `{}` has one.
 *
 * @example isDeeperThan([[1]], 1) // true
 */
export function isDeeperThan(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false
  if (levels === 0) return true
  return Object.values(value).some((member) => isDeeperThan(member, levels - 1))
}
