import { listNames } from '../../../text/visible.js'
import type { ExpressionError, ExpressionResult } from './value.js'
import { compileGoRegexp, type GoRegexp } from '#go-regexp'
import type {
  ResourcesPolicy,
  Container,
  ResourceRequirements,
  PodSpec,
} from '../../../manifest/api-types.js'
import {
  compileResourcesExpression,
  type ResourcesExpression,
  evaluateResourcesExpression,
} from './expression.js'
import {
  formatQuantity,
  type Quantity,
  addQuantities,
  compareQuantities,
  parseQuantity,
} from '../../../kubernetes/quantity/index.js'
import { ownValue } from '../../../read/index.js'

/** Limits or requests. */
export type ResourcesSide = 'limits' | 'requests'

/** The resources that have expressions, and are their variables too. */
export type ExpressionResource = 'cpu' | 'memory'

/** A place in `resources` of a container, and in `resourcesExpr` of a policy. */
export type ResourcesPath = readonly [ResourcesSide, ExpressionResource]

/** Why a resourcesPolicy gives a sidecar no resources for some Pod. Messages are for people. */
export type ResourcesPolicyError =
  | { readonly kind: 'invalid-pattern'; readonly message: string }
  | { readonly kind: 'no-target'; readonly message: string }
  | {
      /** An amount of a target cannot be read, or is out of all proportion to that of another target. */
      readonly kind: 'invalid-target-amount'
      readonly message: string
      readonly path: ResourcesPath
    }
  | {
      readonly kind: 'invalid-expression'
      readonly message: string
      readonly path: ResourcesPath
      readonly error: ExpressionError
    }

export interface ResourcesPolicyFailure {
  readonly ok: false
  readonly error: ResourcesPolicyError
}

/** A value, or why there is none. */
export type ResourcesPolicyResult<T> = { readonly ok: true; readonly value: T } | ResourcesPolicyFailure

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

/** What is read of a Pod's spec. */
export type PodContainers = Pick<PodSpec, 'containers' | 'initContainers'>

/**
 * The containers that a policy looks at: the Pod's init containers that keep running (`restartPolicy: Always`), then its
 * containers; of those, each whose name the pattern finds and that is no sidecar.
 *
 * @param pod the spec of the Pod as it was handed in, before anything was injected
 * @param isSidecar whether a name is that of a container or init container of any SidecarSet that matched the Pod
 * @returns the error `invalid-pattern`, or `no-target` where there is none
 */
export function selectResourcesTargets(
  policy: CompiledResourcesPolicy,
  pod: PodContainers,
  isSidecar: (name: string) => boolean,
): ResourcesPolicyResult<readonly Container[]> {
  const { pattern, patternText } = policy
  if (!pattern.ok) return { ok: false, error: { kind: 'invalid-pattern', message: pattern.message } }
  const native = (pod.initContainers ?? []).filter((container) => container.restartPolicy === 'Always')
  const candidates = [...native, ...(pod.containers ?? [])].filter(({ name }) => !isSidecar(name ?? ''))
  const targets = candidates.filter(({ name }) => pattern.test(name ?? ''))
  if (targets.length > 0) return { ok: true, value: targets }
  const names = candidates.map(({ name }) => name ?? '')
  const there = names.length === 0 ? '' : `; it has ${listNames(names)}`
  return {
    ok: false,
    error: { kind: 'no-target', message: `no container of the Pod fits ${patternText}${there}` },
  }
}

const zero: Quantity = { sign: 0, digits: '', exponent: 0, format: 'decimal' }

/**
 * The value of an expression's variable: what the targets have of one resource, taken together. undefined where the
 * limit is left out.
 *
 * | mode           | a limit                              | a request                              |
 * | -------------- | ------------------------------------ | -------------------------------------- |
 * | `sum`          | the sum, if every target has one     | the sum of those that have one, or zero |
 * | `max`          | the largest, if every target has one | the largest of those that have one, or zero |
 * | any other      | none                                 | zero                                   |
 *
 * Of equally large amounts the first is taken, with its format and spelling.
 */
export function aggregateTargets(
  mode: string,
  targets: readonly Container[],
  path: ResourcesPath,
): ResourcesPolicyResult<Quantity | undefined> {
  const none = { ok: true, value: path[0] === 'limits' ? undefined : zero } as const
  if (mode !== 'sum' && mode !== 'max') return none
  const amounts = readAmounts(targets, path)
  if (!amounts.ok) return amounts
  const isComplete = amounts.value.length === targets.length
  if (path[0] === 'limits' && !isComplete) return none
  const value = mode === 'sum' ? sumOf(amounts.value) : largestOf(amounts.value)
  return value === undefined ? outOfProportion(path) : { ok: true, value }
}

/** The amounts of the targets that have one. */
function readAmounts(
  targets: readonly Container[],
  path: ResourcesPath,
): ResourcesPolicyResult<readonly Quantity[]> {
  const [side, resource] = path
  const amounts: Quantity[] = []
  for (const { name, resources } of targets) {
    const text = ownValue(resources?.[side] ?? {}, resource)
    if (text === undefined) continue
    const amount = readAmount(text)
    if (amount === undefined)
      return failure(path, `container ${name ?? ''}: ${describe(text)} is no quantity`)
    amounts.push(amount)
  }
  return { ok: true, value: amounts }
}

function readAmount(value: unknown): Quantity | undefined {
  if (value === null) return zero
  return typeof value === 'string' || typeof value === 'number' ? parseQuantity(value) : undefined
}

/** A value of any kind, size and depth, in a few characters. */
function describe(value: unknown): string {
  if (typeof value === 'object') return Array.isArray(value) ? 'a list' : 'a mapping'
  const text = String(value)
  return text.length > 60 ? `${text.slice(0, 57)}...` : text
}

function sumOf(amounts: readonly Quantity[]): Quantity | undefined {
  return amounts.reduce<Quantity | undefined>((sum, amount) => sum && addQuantities(sum, amount), zero)
}

function largestOf(amounts: readonly Quantity[]): Quantity {
  const [first = zero, ...rest] = amounts
  return rest.reduce((largest, amount) => (compareQuantities(amount, largest) > 0 ? amount : largest), first)
}

function outOfProportion(path: ResourcesPath): ResourcesPolicyFailure {
  return failure(path, 'the amounts of the containers are too far apart to be added')
}

function failure(path: ResourcesPath, message: string): ResourcesPolicyFailure {
  return { ok: false, error: { kind: 'invalid-target-amount', message, path } }
}
