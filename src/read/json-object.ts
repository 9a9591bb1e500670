/** A JSON object of which nothing is known yet. */
export type JsonObject = Readonly<Record<string, unknown>>

/** Whether a value is a JSON object: neither a list nor null. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The value under a key of untrusted data. Keys such as `constructor` find nothing unless the data has them. */
export function ownValue(object: JsonObject, key: string): unknown {
  return Object.hasOwn(object, key) ? object[key] : undefined
}

/**
 * Sets a key of an object that the caller has just made. Unlike an assignment it treats `__proto__` as any other key.
 * (The one function here that writes to an argument: it exists for the building of new objects.)
 */
export function setOwn<T>(fresh: Record<string, T>, key: string, value: T): void {
  if (key === '__proto__')
    Object.defineProperty(fresh, key, { value, enumerable: true, writable: true, configurable: true })
  else fresh[key] = value
}

/**
 * A new object with the entries of `base`, and those of `changes` in place of its own. The same as
 * `{ ...base, ...changes }`; V8 is ten times faster this way when keys are added, and a request does it three times.
 */
export function extend<T extends object>(base: T | null | undefined, changes: Partial<T>): T {
  // Object.assign would take an own key `__proto__` for the prototype.
  if (Object.hasOwn(base ?? {}, '__proto__') || Object.hasOwn(changes, '__proto__'))
    return { ...base, ...changes } as T
  return Object.assign({}, base, changes) as T
}
