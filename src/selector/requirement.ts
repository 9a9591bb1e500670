import type { FieldPath } from '../issue/index.js'
import { compareUtf8 } from '../kubernetes/utf8.js'
import type { Expression, SelectorReading } from './read-selector.js'

/** The operators that `matchExpressions` may use. */
export const selectorOperators: readonly SelectorOperator[] = ['In', 'NotIn', 'Exists', 'DoesNotExist']

export type SelectorOperator = 'In' | 'NotIn' | 'Exists' | 'DoesNotExist'

/** One thing that a selector asks of labels. `Equals` is an entry of `matchLabels`. */
export interface Requirement {
  readonly key: string
  readonly operator: SelectorOperator | 'Equals'
  /** The values listed; one for `Equals`. `Exists` and `DoesNotExist` ignore theirs. */
  readonly values: readonly string[]
  /** Where it stands in the selector. */
  readonly path: FieldPath
}

/** Whether a text is an operator of `matchExpressions`. Letter case counts. */
export function isSelectorOperator(text: string): text is SelectorOperator {
  return (selectorOperators as readonly string[]).includes(text)
}

/** What a selector asks for: `matchLabels` sorted by key, then `matchExpressions`. Unknown operators ask for nothing. */
export function requirementsOf(reading: SelectorReading): readonly Requirement[] {
  const fromLabels = reading.labels.map(([key, value]): Requirement => ({
    key,
    operator: 'Equals',
    values: [value],
    path: ['matchLabels', key],
  }))
  return [...fromLabels, ...reading.expressions.flatMap(requirementOf)]
}

function requirementOf({ key, operator, values }: Expression, index: number): readonly Requirement[] {
  return isSelectorOperator(operator) ? [{ key, operator, values, path: ['matchExpressions', index] }] : []
}

/** Whether a label's value, `undefined` where there is none, is as required. */
export type RequirementTest = (actual: string | undefined) => boolean

/**
 * The test of a requirement, as plain text and without asking whether key and values are well formed.
 *
 * | operator       | label absent | label present   |
 * | -------------- | ------------ | --------------- |
 * | `Equals`, `In` | no           | value listed    |
 * | `NotIn`        | yes          | value not listed|
 * | `Exists`       | no           | yes             |
 * | `DoesNotExist` | yes          | no              |
 */
export function compileRequirement(requirement: Requirement): RequirementTest {
  const isListed = compileList(requirement.values)
  switch (requirement.operator) {
    case 'Equals':
    case 'In':
      return (actual) => actual !== undefined && isListed(actual)
    case 'NotIn':
      return (actual) => actual === undefined || !isListed(actual)
    case 'Exists':
      return (actual) => actual !== undefined
    case 'DoesNotExist':
      return (actual) => actual === undefined
  }
}

/** A set pays for itself only where the list is long. */
function compileList(values: readonly string[]): (value: string) => boolean {
  const longest = 8
  if (values.length <= longest) return (value) => values.includes(value)
  const set = new Set(values)
  return (value) => set.has(value)
}

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
