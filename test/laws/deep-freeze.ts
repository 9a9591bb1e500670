/**
 * Freezes a value and all that it holds, and returns it: whoever writes to it afterwards throws (modules are strict).
 * Tests hand frozen inputs to the library to prove that it never writes to an argument.
 *
 * Walks with a list of its own rather than the stack, so that deep inputs can be frozen too; shared and cyclic parts
 * are visited once. An object that is frozen already is walked all the same: its members may not be.
 */
export function deepFreeze<T>(value: T): T {
  const seen = new Set<object>()
  const waiting: unknown[] = [value]
  while (waiting.length > 0) {
    const next = waiting.pop()
    if (typeof next !== 'object' || next === null || seen.has(next)) continue
    seen.add(next)
    for (const member of Object.values(next)) waiting.push(member)
    // Node refuses to freeze bytes; the library takes none.
    if (!ArrayBuffer.isView(next)) Object.freeze(next)
  }
  return value
}
