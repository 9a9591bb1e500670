import { setOwn } from '../../kubernetes/own-entry.js'

/** A new map with the same keys, in the same order, and each value transformed. */
export function mapValues<T, U>(
  map: Readonly<Record<string, T>>,
  transform: (value: T) => U,
): Record<string, U> {
  const result: Record<string, U> = {}
  for (const [key, value] of Object.entries(map)) setOwn(result, key, transform(value))
  return result
}
