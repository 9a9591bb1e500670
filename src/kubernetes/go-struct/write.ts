import { compareUtf8, encodeGoString } from '../go-json.js'

/**
 * The JSON text that Go writes for a value in canonical form (see `readGoStruct`).
 *
 * The order of keys is that of the value, which for structs is their order of declaration. JavaScript moves keys that
 * look like numbers to the front; only maps have such keys, and Go sorts the keys of maps.
 */
export function writeGoJson(value: unknown): string {
  if (typeof value === 'string') return encodeGoString(value)
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  if (Array.isArray(value)) return `[${value.map(writeGoJson).join(',')}]`
  const keys = Object.keys(value)
  if (keys.some(looksLikeIndex)) keys.sort(compareUtf8)
  const object = value as Readonly<Record<string, unknown>>
  return `{${keys.map((key) => `${encodeGoString(key)}:${writeGoJson(object[key])}`).join(',')}}`
}

function looksLikeIndex(key: string): boolean {
  const first = key.charCodeAt(0)
  return first >= 48 && first <= 57
}
