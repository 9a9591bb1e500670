import type { Quantity } from '../../../kubernetes/quantity/index.js'
import {
  fail,
  succeed,
  type ExpressionError,
  type ExpressionResult,
  isNegative,
  negate,
  numberValue,
  operations,
  quantityValue,
  toQuantity,
  type ExpressionValue,
} from './value.js'
import type { ExpressionResource } from './policy.js'
import { parseExpression, type ChainLink, type ExpressionTree } from './parse-expression.js'

/** An expression that has been read, ready to be computed for any number of Pods. Plain data. */
export interface ResourcesExpression {
  /** The only variable there is: `memory` where the text has that word in lower case, otherwise `cpu`. */
  readonly variable: ExpressionResource
  readonly tree: ExpressionTree
}

/**
 * Reads a resources expression once, for computing it many times.
 *
 * @example compileResourcesExpression('cpu*50%') // { ok: true, value: { variable: 'cpu', tree: {...} } }
 */
export function compileResourcesExpression(text: string): ExpressionResult<ResourcesExpression> {
  const tree = parseExpression(text)
  if (!tree.ok) return tree
  return succeed({ variable: /\bmemory\b/.test(text) ? 'memory' : 'cpu', tree: tree.value })
}

/**
 * Computes an expression of a resourcesPolicy.
 *
 * 1. The one variable of the expression stands for `variable`, whichever resource is computed; any other name is an error.
 * 2. Amounts are computed by the table at `operations`.
 * 3. A plain number counts whole units, and is cut to thousandths. A negative result is an error.
 *
 * @param expression the text, or the expression compiled
 * @example evaluateResourcesExpression('max(memory*50%, 64Mi)', parseQuantity('1Gi')) // 512Mi
 */
export function evaluateResourcesExpression(
  expression: string | ResourcesExpression,
  variable: Quantity,
): ExpressionResult<Quantity> {
  const compiled =
    typeof expression === 'string' ? compileResourcesExpression(expression) : succeed(expression)
  if (!compiled.ok) return compiled
  const { tree, variable: name } = compiled.value
  const result = compute(tree, name, quantityValue(variable))
  return result.ok ? toQuantity(result.value) : result
}

/**
 * Tries an expression out as the validation of SidecarSets does: with the plain number 1 for the variable, which is the
 * resource that the field is about. So `cpu-2` is refused, while `cpu*cpu` passes here and fails at injection.
 *
 * @returns what is wrong, or undefined
 * @example validateResourcesExpression('1/0', 'cpu')?.kind // 'division-by-zero'
 */
export function validateResourcesExpression(
  text: string,
  resource: ExpressionResource,
): ExpressionError | undefined {
  const tree = parseExpression(text)
  if (!tree.ok) return tree.error
  const result = compute(tree.value, resource, numberValue(1))
  return result.ok ? undefined : result.error
}

function compute(
  tree: ExpressionTree,
  name: ExpressionResource,
  variable: ExpressionValue,
): ExpressionResult<ExpressionValue> {
  const result = computeTree(tree, (wanted) => (wanted === name ? variable : undefined))
  if (result.ok && isNegative(result.value)) return fail('negative-result', 'the result is below zero')
  return result
}

type Variables = (name: string) => ExpressionValue | undefined

function computeTree(tree: ExpressionTree, variables: Variables): ExpressionResult<ExpressionValue> {
  switch (tree.kind) {
    case 'value':
      return succeed(tree.value)
    case 'variable': {
      const value = variables(tree.name)
      return value === undefined
        ? fail('unknown-variable', `there is no variable ${tree.name}`)
        : succeed(value)
    }
    case 'negated': {
      const operand = computeTree(tree.operand, variables)
      return operand.ok ? succeed(negate(operand.value)) : operand
    }
    case 'chain':
      return computeChain(tree.first, tree.rest, variables)
  }
}

function computeChain(
  first: ExpressionTree,
  rest: readonly ChainLink[],
  variables: Variables,
): ExpressionResult<ExpressionValue> {
  let result = computeTree(first, variables)
  for (const { operation, operand } of rest) {
    if (!result.ok) return result
    const right = computeTree(operand, variables)
    if (!right.ok) return right
    result = operations[operation](result.value, right.value)
  }
  return result
}
