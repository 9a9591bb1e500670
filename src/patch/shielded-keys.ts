import { parseJsonPointer, toJsonPointer } from './json-pointer.js'

/** Stands in front of a shielded key. */
const shield = '\u0000'

/** `__proto__`, `constructor`, `toString` and so on: on a plain object these find something that the data does not have. */
const inheritedNames: ReadonlySet<string> = new Set(Object.getOwnPropertyNames(Object.prototype))

/**
 * A key under which the patch library can keep a value of untrusted data.
 *
 * The library indexes plain objects, and refuses or misreads some keys and indexes. So it gets to see documents and
 * pointers with those keys renamed:
 *
 * 1. Names that every object inherits: they are ordinary data for us.
 * 2. The empty text, digits with a leading zero, and more than nine digits: valid keys of an object, but no index of a
 *    list, whereas the library takes them for numbers (`''` and `4294967296` for 0, `01` for 1). Renamed, they are no
 *    digits, and it refuses them where a list stands.
 * 3. Keys that look renamed already, so that the renaming can be undone.
 */
export function shieldKey(key: string): string {
  return inheritedNames.has(key) || key.startsWith(shield) || isMisreadIndex(key) ? shield + key : key
}

/** Undoes `shieldKey`. */
export function unshieldKey(key: string): string {
  return key.startsWith(shield) ? key.slice(shield.length) : key
}

/** A pointer with its segments shielded, or undefined when the text is no JSON Pointer. */
export function shieldPointer(pointer: string): string | undefined {
  const segments = parseJsonPointer(pointer)
  return segments && toJsonPointer(segments.map(shieldKey))
}

function isMisreadIndex(key: string): boolean {
  return /^(?:|0\d+|\d{10,})$/.test(key)
}
