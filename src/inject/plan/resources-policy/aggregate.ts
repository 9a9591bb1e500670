import { ownValue } from '../../../kubernetes/own-entry.js'
import {
  addQuantities,
  compareQuantities,
  parseQuantity,
  type Quantity,
} from '../../../kubernetes/quantity/index.js'
import type { Container } from '../../../manifest/api-types.js'
import type { ResourcesPath, ResourcesPolicyFailure, ResourcesPolicyResult } from './policy-error.js'

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
