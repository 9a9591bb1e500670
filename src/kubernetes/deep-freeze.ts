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
