import type { LabelMismatch } from '../../../selector/index.js'
import type { DecisionFacts } from './facts.js'

/**
 * What an object has and what is wanted of it.
 *
 * @example describeMismatch({ mismatch: { key: 'tier', operator: 'In', wanted: ['backend'], actual: 'web', path: [] } }, 'spec.selector')
 * // 'has label tier=web, and spec.selector wants tier In (backend)'
 */
export function describeMismatch({ mismatch }: DecisionFacts, field: string): string {
  if (mismatch === undefined) return `does not fit ${field}`
  const { key, actual } = mismatch
  const has = actual === undefined ? `has no label ${key}` : `has label ${formatLabel(key, actual)}`
  return `${has}, and ${field} wants ${describeRequirement(mismatch)}`
}

/** A requirement as a person would say it: `tier In (backend, cache)`. */
export function describeRequirement({ key, operator, wanted }: LabelMismatch): string {
  switch (operator) {
    case 'Equals':
      return formatLabel(key, wanted[0] ?? '')
    case 'Exists':
      return `a label ${key}`
    case 'DoesNotExist':
      return `no label ${key}`
    case 'In':
    case 'NotIn':
      return `${key} ${operator} (${wanted.join(', ')})`
  }
}

/** A label as `key=value`, with an empty value made visible. */
export function formatLabel(key: string, value: string): string {
  return `${key}=${value === '' ? '""' : value}`
}
