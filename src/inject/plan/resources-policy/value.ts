import {
  addQuantities,
  compareQuantities,
  milliValueOf,
  negateQuantity,
  quantityOfMilli,
  signOf,
  subtractQuantities,
  type Quantity,
  type QuantityFormat,
} from '../../../kubernetes/quantity/index.js'

/** What can be wrong with a resources expression, found while it is read or while it is computed. */
export type ExpressionErrorKind =
  | 'syntax'
  | 'too-deep'
  | 'invalid-quantity'
  | 'unknown-variable'
  | 'unknown-function'
  | 'wrong-argument-count'
  | 'quantity-times-quantity'
  | 'division-by-quantity'
  | 'division-by-zero'
  | 'negative-result'
  | 'out-of-range'

export interface ExpressionError {
  readonly kind: ExpressionErrorKind
  /** The finding in a sentence, with the values at hand. For people: its wording is no contract. */
  readonly message: string
}

export interface ExpressionFailure {
  readonly ok: false
  readonly error: ExpressionError
}

/** A value, or why there is none. */
export type ExpressionResult<T> = { readonly ok: true; readonly value: T } | ExpressionFailure

export function succeed<T>(value: T): ExpressionResult<T> {
  return { ok: true, value }
}

export function fail(kind: ExpressionErrorKind, message: string): ExpressionFailure {
  return { ok: false, error: { kind, message } }
}

/** What an expression computes with: plain numbers and resource quantities. */
export type ExpressionValue =
  | { readonly kind: 'number'; readonly number: number }
  | { readonly kind: 'quantity'; readonly quantity: Quantity }

/** How an operation takes two values to one. */
export type Operation = (left: ExpressionValue, right: ExpressionValue) => ExpressionResult<ExpressionValue>

export type OperationName = 'add' | 'subtract' | 'multiply' | 'divide' | 'max' | 'min'

/**
 * The operations, by name.
 *
 * | left     | right    | `+` `-` `max` `min`                                   | `*`                 | `/`                 |
 * | -------- | -------- | ----------------------------------------------------- | ------------------- | ------------------- |
 * | number   | number   | double                                                | double              | double, not by 0    |
 * | quantity | quantity | exact                                                 | error               | error               |
 * | quantity | number   | the number becomes a decimal quantity, cut to 1m      | in whole 1m, cut    | in whole 1m, cut    |
 * | number   | quantity | the same                                              | in whole 1m, cut    | error               |
 *
 * A sum has the format of its left side, or of the right one when the left is zero. `max` and `min` give one of their
 * sides as it is, spelling included, and the left one of equals.
 */
export const operations: Readonly<Record<OperationName, Operation>> = {
  add: (left, right) => combine(left, right, (a, b) => a + b, addQuantities),
  subtract: (left, right) => combine(left, right, (a, b) => a - b, subtractQuantities),
  max: (left, right) =>
    combine(
      left,
      right,
      (a, b) => (a >= b ? a : b),
      (a, b) => (compareQuantities(a, b) >= 0 ? a : b),
    ),
  min: (left, right) =>
    combine(
      left,
      right,
      (a, b) => (a <= b ? a : b),
      (a, b) => (compareQuantities(a, b) <= 0 ? a : b),
    ),
  multiply,
  divide,
}

export function numberValue(number: number): ExpressionValue {
  return { kind: 'number', number }
}

export function quantityValue(quantity: Quantity): ExpressionValue {
  return { kind: 'quantity', quantity }
}

/** The value with the other sign. */
export function negate(value: ExpressionValue): ExpressionValue {
  return value.kind === 'number' ? numberValue(-value.number) : quantityValue(negateQuantity(value.quantity))
}

export function isNegative(value: ExpressionValue): boolean {
  return value.kind === 'number' ? value.number < 0 : signOf(value.quantity) < 0
}

/** A value as a quantity; a number counts whole units and is cut to thousandths. */
export function toQuantity(value: ExpressionValue): ExpressionResult<Quantity> {
  return value.kind === 'quantity' ? succeed(value.quantity) : cutToMilli(value.number * 1000, 'decimal')
}

function combine(
  left: ExpressionValue,
  right: ExpressionValue,
  ofNumbers: (a: number, b: number) => number,
  ofQuantities: (a: Quantity, b: Quantity) => Quantity | undefined,
): ExpressionResult<ExpressionValue> {
  if (left.kind === 'number' && right.kind === 'number')
    return succeed(numberValue(ofNumbers(left.number, right.number)))
  const a = toQuantity(left)
  if (!a.ok) return a
  const b = toQuantity(right)
  if (!b.ok) return b
  const result = ofQuantities(a.value, b.value)
  return result === undefined ? tooLarge() : succeed(quantityValue(result))
}

function multiply(left: ExpressionValue, right: ExpressionValue): ExpressionResult<ExpressionValue> {
  if (left.kind === 'number') {
    return right.kind === 'number'
      ? succeed(numberValue(left.number * right.number))
      : scale(right.quantity, left.number)
  }
  if (right.kind === 'number') return scale(left.quantity, right.number)
  return fail('quantity-times-quantity', 'a quantity can be multiplied by a plain number only')
}

function divide(left: ExpressionValue, right: ExpressionValue): ExpressionResult<ExpressionValue> {
  if (right.kind === 'quantity') return fail('division-by-quantity', 'only a plain number can divide')
  if (right.number === 0) return fail('division-by-zero', 'division by zero')
  if (left.kind === 'number') return succeed(numberValue(left.number / right.number))
  return asValue(cutToMilli(milliValueOf(left.quantity) / right.number, left.quantity.format))
}

function scale(quantity: Quantity, factor: number): ExpressionResult<ExpressionValue> {
  return asValue(cutToMilli(milliValueOf(quantity) * factor, quantity.format))
}

function asValue(result: ExpressionResult<Quantity>): ExpressionResult<ExpressionValue> {
  return result.ok ? succeed(quantityValue(result.value)) : result
}

/** The reference counts thousandths in 64 bits, and what it makes of more depends on the processor. */
function cutToMilli(thousandths: number, format: QuantityFormat): ExpressionResult<Quantity> {
  if (!(Math.abs(thousandths) < 2 ** 63)) return tooLarge()
  return succeed(quantityOfMilli(BigInt(Math.trunc(thousandths)), format))
}

function tooLarge(): ExpressionFailure {
  return fail('out-of-range', 'an amount is too large to compute with')
}
