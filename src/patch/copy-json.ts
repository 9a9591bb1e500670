import { patchError } from './patch-error.js'

/** Deeper nesting is refused rather than risking the stack. */
const maxDepth = 1000

/** How many values may still be copied; counted down. Shared by the copies that together have one limit. */
export interface CopyBudget {
  left: number
}

export interface CopyOptions {
  /** @default keys stay */
  readonly renameKey?: (key: string) => string
  /** @default no limit */
  readonly budget?: CopyBudget
}

/**
 * A deep copy of a JSON value. Shares nothing with the original.
 *
 * 1. A member that is undefined is left out, and an undefined list element becomes null, as `JSON.stringify` does.
 * 2. Functions, symbols and bigints are refused, and so is nesting deeper than 1,000 levels (and with it a cycle).
 *
 * @throws SidecarSetError `invalid-value`, `limit-exceeded`
 */
export function copyJson(value: unknown, options: CopyOptions = {}, depth = 0): unknown {
  if (depth > maxDepth) throw patchError('limit-exceeded', `nested deeper than ${maxDepth} levels`)
  if (options.budget !== undefined) spend(options.budget)
  if (Array.isArray(value)) {
    return Array.from(value, (element: unknown) => copyJson(element ?? null, options, depth + 1))
  }
  if (typeof value === 'object' && value !== null) return copyMembers(value, options, depth)
  if (isScalar(value)) return value
  throw patchError('invalid-value', `a ${typeof value} is no JSON value`)
}

function copyMembers(object: object, options: CopyOptions, depth: number): unknown {
  const members: [string, unknown][] = []
  for (const [key, member] of Object.entries(object)) {
    if (member === undefined) continue
    members.push([options.renameKey?.(key) ?? key, copyJson(member, options, depth + 1)])
  }
  // Unlike an assignment, fromEntries makes `__proto__` a key like any other.
  return Object.fromEntries(members)
}

function spend(budget: CopyBudget): void {
  budget.left -= 1
  if (budget.left < 0) throw patchError('limit-exceeded', 'the copies of this patch grow too large')
}

function isScalar(value: unknown): boolean {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value)
}
