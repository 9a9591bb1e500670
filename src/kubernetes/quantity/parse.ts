import { scaleByPowerOfTwo } from './binary.js'
import { compareDecimals, roundAwayFromZero, toDecimal, type Decimal } from './decimal.js'
import type { Quantity } from './quantity.js'
import { scanQuantity, trimSpaces, type QuantityParts } from './scan.js'
import { parseSuffix, type QuantityScale } from './suffix.js'

/** The finest amount: what is finer is rounded away from zero to a multiple of it. */
const nano = -9

/** Up to so many digits the reference counts in 64 bits; only then it may keep the spelling. */
const shortDecimalDigits = 18
const shortBinaryDigits: ReadonlyMap<number, number> = new Map([
  [10, 11],
  [20, 8],
  [30, 5],
  [40, 2],
])

/** 2^63 - 1, the largest amount written with a binary suffix. */
const largestBinary = toDecimal(1, '9223372036854775807', 0)
const one = toDecimal(1, '1', 0)

/**
 * Reads a quantity as Kubernetes does; undefined where it cannot be read.
 *
 * 1. Text is a sign, digits with a fraction, and a suffix: `n u m k M G T P E`, `Ki Mi Gi Ti Pi Ei`, or `e` and an exponent.
 *    Each part may be left out, but not all of them. Spaces around it are ignored.
 * 2. A number is read as the text that JSON gives it.
 * 3. The value is exact, except that it is rounded away from zero to a multiple of 1n, and a binary one is at most 2^63-1.
 * 4. The spelling is kept where it looks canonical to Kubernetes: `1500m`, `1.500` and `007`, but not `1.5` or `1000m`.
 *
 * The work is linear in the length of the text, whatever the exponent.
 *
 * @example parseQuantity('0.5Gi')  // 536870912, format 'binary'; written again as 512Mi
 * @example parseQuantity('1 core') // undefined
 */
export function parseQuantity(input: string | number): Quantity | undefined {
  const text = typeof input === 'number' ? JSON.stringify(input) : trimSpaces(input)
  if (text === '') return undefined
  const parts = scanQuantity(text)
  const scale = parseSuffix(parts.suffix)
  if (scale === undefined) return undefined
  return scale.base === 2 ? parseBinary(text, parts, scale) : parseDecimal(text, parts, scale)
}

function parseDecimal(text: string, parts: QuantityParts, scale: QuantityScale): Quantity | undefined {
  const { format } = scale
  const digits = parts.whole + parts.fraction
  // Thirty-two bits, as the reference counts; anything else would differ for absurd exponents only.
  const exponent = (scale.exponent - parts.fraction.length) | 0
  const isShort = digits.length <= shortDecimalDigits && exponent >= nano
  if (!isShort && !parts.hasDigits) return undefined
  const value = roundAwayFromZero(toDecimal(signOfParts(parts), digits, exponent), nano)
  const keeps = isShort && exponent % 3 === 0 && !digits.startsWith('0') && !digits.endsWith('000')
  return keeps ? { ...value, format, spelling: text } : { ...value, format }
}

function parseBinary(text: string, parts: QuantityParts, scale: QuantityScale): Quantity | undefined {
  const isShort = parts.fraction === '' && parts.whole.length <= (shortBinaryDigits.get(scale.exponent) ?? 0)
  if (!isShort && !parts.hasDigits) return undefined
  const exact = scaleByPowerOfTwo(parts.whole, parts.fraction, scale.exponent)
  const magnitude = smaller(
    exact === undefined ? largestBinary : roundAwayFromZero(exact, nano),
    largestBinary,
  )
  const value: Decimal = magnitude.sign !== 0 && parts.negative ? { ...magnitude, sign: -1 } : magnitude
  if (isShort && Number(parts.whole) % 8 !== 0) return { ...value, format: 'binary', spelling: text }
  const isFraction = magnitude.sign !== 0 && compareDecimals(magnitude, one) < 0
  return { ...value, format: isFraction ? 'decimal' : 'binary' }
}

function signOfParts(parts: QuantityParts): -1 | 1 {
  return parts.negative ? -1 : 1
}

function smaller(a: Decimal, b: Decimal): Decimal {
  return compareDecimals(a, b) <= 0 ? a : b
}
