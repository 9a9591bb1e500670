import type { Quantity } from './decimal.js'
import { binarySuffix, decimalSuffix } from './suffix.js'
import { parseQuantity } from './parse.js'

/**
 * A quantity as Kubernetes writes it.
 *
 * 1. Zero is `0`. A kept spelling is written as it stands.
 * 2. Binary: whole and from 1024 (or -1024) on, divided by 1024 as often as possible; else as decimal.
 * 3. Decimal: trailing zeros become the suffix, in steps of a thousand. Beyond `E` there is no suffix: `1000E` is written as `1`,
 *    as the reference has it.
 * 4. Exponent: the same with `e3`, `e-6`.
 *
 * @example formatQuantity({ sign: 1, digits: '15', exponent: -1, format: 'decimal' }) // '1500m'
 */
export function formatQuantity(quantity: Quantity): string {
  if (quantity.sign === 0) return '0'
  if (quantity.spelling !== undefined) return quantity.spelling
  const sign = quantity.sign < 0 ? '-' : ''
  return sign + (quantity.format === 'binary' ? formatBinary(quantity) : formatDecimal(quantity))
}

function formatBinary(quantity: Quantity): string {
  if (quantity.exponent < 0) return formatDecimal(quantity)
  let amount = BigInt(quantity.digits + '0'.repeat(quantity.exponent))
  if (amount < 1024n) return formatDecimal(quantity)
  let power = 0
  for (; amount % 1024n === 0n; amount /= 1024n) power++
  return `${amount}${binarySuffix(power)}`
}

function formatDecimal({ digits, exponent, format }: Quantity): string {
  const zeros = ((exponent % 3) + 3) % 3
  const amount = digits + '0'.repeat(zeros)
  const rest = exponent - zeros
  if (format === 'exponent') return rest === 0 ? amount : `${amount}e${rest}`
  return amount + decimalSuffix(rest)
}

/** Spellings that are canonical as they stand; nearly all that manifests hold. */
const plainSpelling = /^(?:0|[1-9]\d{0,2}(?:[numkMGTPE]|[KMGTP]i)?)$/

/**
 * The canonical text of a quantity, as it stands in any object that went through the API server; undefined where the
 * value is no quantity.
 *
 * @example canonicalizeQuantity('1.5')   // '1500m'
 * @example canonicalizeQuantity(1000)    // '1k'
 * @example canonicalizeQuantity('1 Mi')  // undefined
 */
export function canonicalizeQuantity(input: unknown): string | undefined {
  if (typeof input === 'string') {
    if (plainSpelling.test(input)) return input
  } else if (typeof input !== 'number') return undefined
  const quantity = parseQuantity(input)
  return quantity === undefined ? undefined : formatQuantity(quantity)
}
