import type { NearMissChange } from './types.js'

/**
 * The changes as one sentence without a full stop.
 *
 * @example describeChanges([{ change: 'set-label', key: 'tier', value: 'backend', actual: 'frontend' }])
 * // 'would match if the Pod had label tier=backend'
 */
export function describeChanges(changes: readonly NearMissChange[]): string {
  return `would match if ${joinWithAnd(changes.map(describeChange))}`
}

function describeChange(change: NearMissChange): string {
  switch (change.change) {
    case 'set-label':
      return `the Pod had label ${pair(change.key, change.value)}${change.setBy === undefined ? '' : ', which the platform adds after scheduling'}`
    case 'remove-label':
      return `the Pod had no label ${change.key}${change.setBy === undefined ? '' : ', which the platform adds on virtual nodes'}`
    case 'set-namespace':
      return `the Pod were in namespace ${change.namespace}`
    case 'set-namespace-label':
      return `Namespace ${change.namespace} had label ${pair(change.key, change.value)}`
    case 'remove-namespace-label':
      return `Namespace ${change.namespace} had no label ${change.key}`
    case 'resume':
      return 'injection were not paused'
  }
}

function pair(key: string, value: string): string {
  return `${key}=${value === '' ? '""' : value}`
}

/** A comma before `and`, since a clause may have one of its own. */
function joinWithAnd(clauses: readonly string[]): string {
  const last = clauses[clauses.length - 1] ?? ''
  return clauses.length < 2 ? last : `${clauses.slice(0, -1).join(', ')}, and ${last}`
}
