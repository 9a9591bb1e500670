import { parseQuantity } from '../../../kubernetes/quantity/index.js'
import { fail, succeed, type ExpressionResult } from './expression-error.js'
import { numberValue, quantityValue, type ExpressionValue } from './value.js'

/** Digits, points and exponents, and then a unit: what is meant as a quantity, whether it is one or not. */
const withUnit = /^[\d.eE+-]+(?:[mkMGTP]|[KMGTP]i)$/
const plain = /^(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/

/**
 * What a number of an expression is worth.
 *
 * 1. With a unit `m k M G T P Ki Mi Gi Ti Pi` it is a quantity, and an error if it cannot be read as one (`1e3k`).
 * 2. Otherwise it is a plain number; with `%` at its end, a hundredth of it.
 * 3. What cannot be read as a plain number is 0: `1n`, `1E`, `50%5`. That is the reference's way, not a kindness.
 *
 * @example readNumber('64Mi') // the quantity 64Mi
 * @example readNumber('50%')  // 0.5
 */
export function readNumber(text: string): ExpressionResult<ExpressionValue> {
  if (withUnit.test(text)) {
    const quantity = parseQuantity(text)
    if (quantity === undefined) return fail('invalid-quantity', `${text} is no quantity`)
    return succeed(quantityValue(quantity))
  }
  return succeed(numberValue(text.endsWith('%') ? readPercent(text.slice(0, -1)) : readPlain(text)))
}

function readPlain(text: string): number {
  return plain.test(text) ? Number(text) : 0
}

function readPercent(text: string): number {
  const number = readPlain(text)
  // Beyond the range of doubles Go reports an error along with infinity; only here the reference takes notice.
  return Number.isFinite(number) ? number / 100 : 0
}
