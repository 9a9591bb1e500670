/**
 * Overwrites everything that can be reached from a value and written to: members, list items, what Maps and Sets hold.
 * What is frozen stays, which is as good: nobody else can be told something wrong by it.
 */
export function scribble(value: unknown, seen: Set<object> = new Set()): void {
  if (typeof value !== 'object' || value === null || seen.has(value)) return
  seen.add(value)
  if (value instanceof Map || value instanceof Set) {
    for (const entry of value) scribble(entry, seen)
    value.clear()
    return
  }
  for (const key of Object.keys(value)) {
    scribble(Reflect.get(value, key), seen)
    Reflect.set(value, key, 'scribbled over')
  }
  if (Array.isArray(value) && Object.isExtensible(value)) value.push('scribbled over')
}

/** Whether nothing reachable from a value can be written to. */
export function isFrozenThroughout(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true
  if (value instanceof Map || value instanceof Set) return false
  return Object.isFrozen(value) && Object.values(value).every(isFrozenThroughout)
}
