import { setOwn } from './own-entry.js'

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
