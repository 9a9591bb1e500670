import {
  compareDecimals,
  roundAwayFromZero,
  toDecimal,
  type Decimal,
  type Quantity,
  skipZeros,
  decimalOfBigint,
} from './decimal.js'
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

/** The parts of a quantity's text: sign, digits before and after the point, and all that follows. */
export interface QuantityParts {
  readonly negative: boolean
  /** Without leading zeros; `0` if there are no digits. */
  readonly whole: string
  readonly fraction: string
  readonly suffix: string
  /** Whether there is any digit, before or after the point. */
  readonly hasDigits: boolean
}

/** Takes a text apart. Every text has parts; whether the suffix means anything is for `parseSuffix` to say. */
function scanQuantity(text: string): QuantityParts {
  const start = text[0] === '-' || text[0] === '+' ? 1 : 0
  const point = skipDigits(text, start)
  const hasPoint = text[point] === '.'
  const end = hasPoint ? skipDigits(text, point + 1) : point
  const digits = text.slice(start, point)
  return {
    negative: text[0] === '-',
    whole: digits.slice(skipZeros(digits)) || '0',
    fraction: hasPoint ? text.slice(point + 1, end) : '',
    suffix: text.slice(end),
    hasDigits: end - start > (hasPoint ? 1 : 0),
  }
}

/**
 * A text without the spaces around it. Control characters stay, and so make the quantity unreadable: JSON escapes them,
 * and the reference looks at the JSON text.
 */
function trimSpaces(text: string): string {
  let start = 0
  let end = text.length
  while (start < end && isSpace(text.charCodeAt(start))) start++
  while (end > start && isSpace(text.charCodeAt(end - 1))) end--
  return text.slice(start, end)
}

// A loop, not a regular expression: those keep a way back for every digit, and hostile input has millions.
function skipDigits(text: string, from: number): number {
  let end = from
  for (let code = text.charCodeAt(end); code >= 0x30 && code <= 0x39; code = text.charCodeAt(end)) end++
  return end
}

function isSpace(code: number): boolean {
  if (code < 0x85) return code === 0x20
  return /[\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/.test(String.fromCharCode(code))
}

/** Digits of 2^63: a whole part with more of them is above every binary amount, whatever it is multiplied by. */
const longestWhole = 19

/**
 * `whole.fraction * 2^power`, exact as far as rounding up to a multiple of 1n can tell; undefined where it is far above 2^63.
 *
 * A multiple of 1n divided by `2^power` has at most `9 + power` digits behind the point, so of the digits behind those it
 * only matters whether one is not zero: a single `1` stands for all of them, and the work stays bounded.
 */
function scaleByPowerOfTwo(whole: string, fraction: string, power: number): Decimal | undefined {
  if (whole.length > longestWhole) return undefined
  const places = 9 + power
  const rest = hasNonZero(fraction, places) ? '1' : ''
  const kept = fraction.slice(0, places) + rest
  return decimalOfBigint(BigInt(whole + kept) << BigInt(power), -kept.length)
}

function hasNonZero(digits: string, from: number): boolean {
  for (let index = from; index < digits.length; index++) if (digits[index] !== '0') return true
  return false
}
