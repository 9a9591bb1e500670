import { compareUtf8 } from '../kubernetes/utf8.js'
import type { Requirement } from './requirement.js'

/**
 * Requirements in the notation of kubectl's `--selector`, in the order given. Values are sorted, doubles stay.
 *
 * @example formatRequirements([{ key: 'tier', operator: 'In', values: ['db', 'cache'], path: [] }]) // 'tier in (cache,db)'
 */
export function formatRequirements(requirements: readonly Requirement[]): string {
  return requirements.map(formatRequirement).join(',')
}

/** One requirement in that notation. @example formatRequirement({ key: 'a', operator: 'DoesNotExist', values: [], path: [] }) // '!a' */
export function formatRequirement({ key, operator, values }: Requirement): string {
  const list = [...values].sort(compareUtf8).join(',')
  switch (operator) {
    case 'Equals':
      return `${key}=${list}`
    case 'In':
      return `${key} in (${list})`
    case 'NotIn':
      return `${key} notin (${list})`
    case 'Exists':
      return key
    case 'DoesNotExist':
      return `!${key}`
  }
}
