/** A new map with the same keys, in the same order, and each value transformed. A key `__proto__` is a key. */
export function mapValues<T, U>(
  map: Readonly<Record<string, T>>,
  transform: (value: T) => U,
): Readonly<Record<string, U>> {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, transform(value)]))
}
