/**
 * An exact number: `sign * digits * 10^exponent`. There is one form for each number: `digits` neither starts nor
 * ends with `0`, and is empty for zero alone. Digits stay text, so that neither a long number nor a large exponent
 * costs more than its own length.
 */
export interface Decimal {
  readonly sign: Sign
  readonly digits: string
  readonly exponent: number
}

/** -1 below zero, 0 for zero, 1 above zero. */
export type Sign = -1 | 0 | 1

const zero: Decimal = { sign: 0, digits: '', exponent: 0 }

/**
 * The number `sign * digits * 10^exponent`, for digits with any zeros around them.
 *
 * @example toDecimal(-1, '00120', -1) // { sign: -1, digits: '12', exponent: 0 }
 */
export function toDecimal(sign: Sign, digits: string, exponent: number): Decimal {
  const start = skipZeros(digits)
  if (sign === 0 || start === digits.length) return zero
  let end = digits.length
  while (digits[end - 1] === '0') end--
  return { sign, digits: digits.slice(start, end), exponent: exponent + digits.length - end }
}

/** The number that an integer stands for, times a power of ten. */
export function decimalOfBigint(value: bigint, exponent: number): Decimal {
  return value < 0n ? toDecimal(-1, String(-value), exponent) : toDecimal(1, String(value), exponent)
}

/**
 * Rounds away from zero to a multiple of `10^place`.
 *
 * @example roundAwayFromZero(toDecimal(1, '1234', -4), -3) // 0.124
 */
export function roundAwayFromZero(value: Decimal, place: number): Decimal {
  if (value.sign === 0 || value.exponent >= place) return value
  const kept = value.digits.length - (place - value.exponent)
  // What is cut off ends in a digit that is no zero, so the kept part always goes up by one.
  return toDecimal(value.sign, increment(value.digits.slice(0, Math.max(kept, 0))), place)
}

/** Compares two numbers by value. */
export function compareDecimals(a: Decimal, b: Decimal): Sign {
  if (a.sign !== b.sign) return a.sign < b.sign ? -1 : 1
  const order = compareMagnitudes(a, b)
  return a.sign === -1 ? negateSign(order) : order
}

/** The other sign. */
export function negateSign(sign: Sign): Sign {
  if (sign === 0) return 0
  return sign === 1 ? -1 : 1
}

/** Where the first digit that is no zero stands; the length if there is none. */
export function skipZeros(digits: string): number {
  let start = 0
  while (digits[start] === '0') start++
  return start
}

function compareMagnitudes(a: Decimal, b: Decimal): Sign {
  const higher = a.digits.length + a.exponent - (b.digits.length + b.exponent)
  if (higher !== 0) return higher < 0 ? -1 : 1
  if (a.digits === b.digits) return 0
  // Both start at the same power of ten, so the order of the texts is that of the numbers.
  return a.digits < b.digits ? -1 : 1
}

function increment(digits: string): string {
  let end = digits.length
  while (digits[end - 1] === '9') end--
  const zeros = '0'.repeat(digits.length - end)
  if (end === 0) return `1${zeros}`
  return `${digits.slice(0, end - 1)}${Number(digits[end - 1]) + 1}${zeros}`
}

/** How a quantity was written, and is written again: `1500m`, `1536Mi` or `15e3`. */
export type QuantityFormat = 'decimal' | 'binary' | 'exponent'

/** A resource amount of Kubernetes: an exact value and the way to write it. Plain data; made by `parseQuantity`. */
export interface Quantity extends Decimal {
  readonly format: QuantityFormat
  /** The text it was read from, where Kubernetes writes that text again. Arithmetic loses it. */
  readonly spelling?: string
}
