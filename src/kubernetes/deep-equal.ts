// The one door to lodash.
import isEqual from 'lodash-es/isEqual.js'
import { isDeeperThan } from './nesting.js'

/** No manifest is nested like this; what is could exhaust the stack. */
const maxDepth = 500

/**
 * Whether two JSON values are equal, key order aside. Untrusted values of any depth may be given: what is nested deeper
 * than 500 levels equals nothing.
 *
 * @example deepEqual({ a: 1, b: [2] }, { b: [2], a: 1 }) // true
 */
export function deepEqual(a: unknown, b: unknown): boolean {
  // Comparing goes no deeper than the first value does.
  return !isDeeperThan(a, maxDepth) && isEqual(a, b)
}
