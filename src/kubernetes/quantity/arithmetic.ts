import {
  compareDecimals,
  decimalOfBigint,
  negateSign,
  roundAwayFromZero,
  type Decimal,
  type Sign,
  type Quantity,
  type QuantityFormat,
} from './decimal.js'

/** The power of ten of 1m. */
const milli = -3

/** Sums and differences longer than this are refused, so that `1e999999999 + 1n` does not fill the memory. */
const longestSum = 10_000

/**
 * Compares by value; format and spelling play no part.
 *
 * @example compareQuantities(parseQuantity('1Gi'), parseQuantity('1G')) // 1
 */
export function compareQuantities(a: Quantity, b: Quantity): Sign {
  return compareDecimals(a, b)
}

/** -1 below zero, 0 for zero, 1 above zero. */
export function signOf(quantity: Quantity): Sign {
  return quantity.sign
}

export function isZero(quantity: Quantity): boolean {
  return quantity.sign === 0
}

/**
 * Rounds up to a multiple of 1m, away from zero. A quantity with nothing finer is returned as it is, spelling and all.
 *
 * @example formatQuantity(roundUpToMilli(parseQuantity('0.1234'))) // '124m'
 */
export function roundUpToMilli(quantity: Quantity): Quantity {
  if (quantity.exponent >= milli) return quantity
  return { ...roundAwayFromZero(quantity, milli), format: quantity.format }
}

/**
 * The exact sum. It has the format of `a`, or of `b` when `a` is zero, and no spelling.
 * undefined where it would have more than 10000 digits.
 *
 * @example formatQuantity(addQuantities(parseQuantity('1Gi'), parseQuantity('1G'))) // '2073741824'
 */
export function addQuantities(a: Quantity, b: Quantity): Quantity | undefined {
  const format = a.sign === 0 ? b.format : a.format
  const value = addDecimals(a, b)
  return value === undefined ? undefined : { ...value, format }
}

/** The exact difference, by the rules of `addQuantities`. */
export function subtractQuantities(a: Quantity, b: Quantity): Quantity | undefined {
  return addQuantities(a, negateQuantity(b))
}

/** The quantity with the other sign. The spelling is lost, and the format stays. */
export function negateQuantity(quantity: Quantity): Quantity {
  const { sign, digits, exponent, format } = quantity
  return { sign: negateSign(sign), digits, exponent, format }
}

/**
 * The amount in thousandths, rounded away from zero, as the nearest double.
 *
 * @example milliValueOf(parseQuantity('1.0001')) // 1001
 */
export function milliValueOf(quantity: Quantity): number {
  if (quantity.sign === 0) return 0
  const { sign, digits, exponent } = roundAwayFromZero(quantity, milli)
  return sign * Number(`${digits}e${exponent - milli}`)
}

/**
 * The quantity of so many thousandths.
 *
 * @param thousandths a whole number
 * @example formatQuantity(quantityOfMilli(536870912000n, 'binary')) // '512Mi'
 */
export function quantityOfMilli(thousandths: bigint, format: QuantityFormat): Quantity {
  return { ...decimalOfBigint(thousandths, milli), format }
}

function addDecimals(a: Decimal, b: Decimal): Decimal | undefined {
  if (a.sign === 0) return withoutMore(b)
  if (b.sign === 0) return withoutMore(a)
  const place = Math.min(a.exponent, b.exponent)
  if (Math.max(lengthFrom(a, place), lengthFrom(b, place)) > longestSum) return undefined
  return decimalOfBigint(bigintAt(a, place) + bigintAt(b, place), place)
}

function withoutMore({ sign, digits, exponent }: Decimal): Decimal {
  return { sign, digits, exponent }
}

function lengthFrom(value: Decimal, place: number): number {
  return value.digits.length + value.exponent - place
}

function bigintAt(value: Decimal, place: number): bigint {
  return BigInt(value.sign) * BigInt(value.digits + '0'.repeat(value.exponent - place))
}
