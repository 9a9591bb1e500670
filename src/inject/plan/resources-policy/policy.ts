import { compileGoRegexp, type GoRegexp } from '../../../kubernetes/go-regexp.js'
import type { ResourcesPolicy } from '../../../manifest/api-types.js'
import { compileResourcesExpression, type ResourcesExpression } from './expression.js'
import type { ExpressionResult } from './expression-error.js'
import type { ResourcesPath } from './policy-error.js'

/** One expression of a policy and the amount it computes. */
export interface PolicyEntry {
  readonly path: ResourcesPath
  readonly expression: ExpressionResult<ResourcesExpression>
}

/**
 * A resourcesPolicy made ready for any number of Pods. What is wrong with it stays inside as a value: the reference
 * complains only when it comes to the part in question, and not at all about what a Pod does not need.
 */
export interface CompiledResourcesPolicy {
  readonly mode: string
  readonly pattern: GoRegexp
  /** The pattern's text. */
  readonly patternText: string
  /** In order of computing; absent and empty expressions have no entry. */
  readonly entries: readonly PolicyEntry[]
}

const order: readonly ResourcesPath[] = [
  ['limits', 'cpu'],
  ['limits', 'memory'],
  ['requests', 'cpu'],
  ['requests', 'memory'],
]

/** Reads the pattern and the expressions of a resourcesPolicy. An absent pattern is empty, and so finds every name. */
export function compileResourcesPolicy(policy: ResourcesPolicy): CompiledResourcesPolicy {
  const patternText = policy.targetContainersNameRegex ?? ''
  return {
    mode: policy.targetContainersMode ?? '',
    pattern: compileGoRegexp(patternText),
    patternText,
    entries: order.flatMap((path) => {
      const [side, resource] = path
      const text = policy.resourcesExpr?.[side]?.[resource] ?? ''
      return text === '' ? [] : [{ path, expression: compileResourcesExpression(text) }]
    }),
  }
}
