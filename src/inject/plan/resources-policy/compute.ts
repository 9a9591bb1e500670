import { formatQuantity, type Quantity } from '../../../kubernetes/quantity/index.js'
import type { Container, ResourceRequirements } from '../../../manifest/api-types.js'
import { aggregateTargets } from './aggregate.js'
import { evaluateResourcesExpression } from './expression.js'
import type { CompiledResourcesPolicy, PolicyEntry } from './policy.js'
import type { ResourcesPolicyResult } from './policy-error.js'
import { selectResourcesTargets, type PodContainers } from './targets.js'

/**
 * The resources that a policy gives a sidecar of this Pod. They take the place of all `resources` the sidecar has.
 *
 * 1. The targets are selected (`selectResourcesTargets`); without any there is an error.
 * 2. Each expression is computed with what the targets have together (`aggregateTargets`). A limit that not every target
 *    has is left out, even if its expression is a constant.
 *
 * @param pod the spec of the Pod as it was handed in
 * @param isSidecar whether a name is that of a container or init container of any SidecarSet that matched the Pod
 * @example
 * const policy = compileResourcesPolicy({ targetContainersMode: 'sum', targetContainersNameRegex: '.*',
 *   resourcesExpr: { limits: { memory: 'memory*50%' } } })
 * applyResourcesPolicy(policy, { containers: [{ name: 'a', resources: { limits: { memory: '1Gi' } } }] }, () => false)
 * // { ok: true, value: { limits: { memory: '512Mi' } } }
 */
export function applyResourcesPolicy(
  policy: CompiledResourcesPolicy,
  pod: PodContainers,
  isSidecar: (name: string) => boolean,
): ResourcesPolicyResult<ResourceRequirements> {
  const targets = selectResourcesTargets(policy, pod, isSidecar)
  return targets.ok ? computeResourcesPolicy(policy, targets.value) : targets
}

/** The second step of `applyResourcesPolicy`, for targets that have been selected. */
export function computeResourcesPolicy(
  policy: CompiledResourcesPolicy,
  targets: readonly Container[],
): ResourcesPolicyResult<ResourceRequirements> {
  const amounts: Record<'limits' | 'requests', Record<string, string>> = { limits: {}, requests: {} }
  for (const entry of policy.entries) {
    const amount = computeEntry(policy.mode, entry, targets)
    if (!amount.ok) return amount
    const [side, resource] = entry.path
    if (amount.value !== undefined) amounts[side][resource] = formatQuantity(amount.value)
  }
  const { limits, requests } = amounts
  return {
    ok: true,
    value: {
      ...(Object.keys(limits).length > 0 && { limits }),
      ...(Object.keys(requests).length > 0 && { requests }),
    },
  }
}

function computeEntry(
  mode: string,
  { path, expression }: PolicyEntry,
  targets: readonly Container[],
): ResourcesPolicyResult<Quantity | undefined> {
  const variable = aggregateTargets(mode, targets, path)
  if (!variable.ok || variable.value === undefined) return variable
  const amount = expression.ok ? evaluateResourcesExpression(expression.value, variable.value) : expression
  if (amount.ok) return amount
  const { error } = amount
  return { ok: false, error: { kind: 'invalid-expression', message: error.message, path, error } }
}
