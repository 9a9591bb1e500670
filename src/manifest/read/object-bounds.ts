import type { InputBudget } from '../yaml/documents.js'
import type { Limits } from '../yaml/limits.js'

interface Pending {
  readonly value: object
  readonly depth: number
}

/**
 * What is wrong with the size of an object, if anything. Walks without recursion, and counts what is shared each time
 * it is met, so that cycles and bombs made of shared objects come to an end.
 */
export function findExcess(root: object, limits: Limits, budget: InputBudget): string | undefined {
  const pending: Pending[] = [{ value: root, depth: 1 }]
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { value, depth } = next
    if (depth > limits.maxDepth) return `nested deeper than ${limits.maxDepth} levels, or contains itself`
    const children: unknown[] = Array.isArray(value) ? value : Object.values(value)
    budget.left -= 1 + children.length
    if (budget.left < 0) return `more than ${limits.maxNodes} values`
    for (const child of children)
      if (typeof child === 'object' && child !== null) pending.push({ value: child, depth: depth + 1 })
  }
  return undefined
}
