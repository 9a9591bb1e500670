import { skipZeros, type QuantityFormat } from './decimal.js'

/** What a suffix says: multiply by `base^exponent`. */
export interface QuantityScale {
  readonly base: 10 | 2
  readonly exponent: number
  readonly format: QuantityFormat
}

const decimalExponents: ReadonlyMap<string, number> = new Map([
  ['n', -9],
  ['u', -6],
  ['m', -3],
  ['', 0],
  ['k', 3],
  ['M', 6],
  ['G', 9],
  ['T', 12],
  ['P', 15],
  ['E', 18],
])
const decimalSuffixes: ReadonlyMap<number, string> = new Map(
  [...decimalExponents].map(([suffix, exponent]) => [exponent, suffix]),
)
const binarySuffixes: readonly string[] = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei']

/** The scale that a suffix names; undefined where it is none. */
export function parseSuffix(suffix: string): QuantityScale | undefined {
  const decimal = decimalExponents.get(suffix)
  if (decimal !== undefined) return { base: 10, exponent: decimal, format: 'decimal' }
  const binary = binarySuffixes.indexOf(suffix)
  if (binary > 0) return { base: 2, exponent: binary * 10, format: 'binary' }
  if (!/^[eE][+-]?\d/.test(suffix)) return undefined
  const exponent = parseExponent(suffix.slice(1))
  return exponent === undefined ? undefined : { base: 10, exponent, format: 'exponent' }
}

/** The suffix for a power of ten that is a multiple of three; nothing where there is no such suffix, as Kubernetes has it. */
export function decimalSuffix(exponent: number): string {
  return decimalSuffixes.get(exponent) ?? ''
}

/** The suffix for a power of 1024; nothing where there is no such suffix. */
export function binarySuffix(power: number): string {
  return binarySuffixes[power] ?? ''
}

/**
 * The reference reads 64 bits and keeps the lower 32, so `1e4294967299` is `1e3`; what needs more than 64 bits cannot be
 * read. The length is checked first, so that a long run of digits costs nothing.
 */
function parseExponent(text: string): number | undefined {
  const unsigned = text.startsWith('-') || text.startsWith('+') ? text.slice(1) : text
  const digits = unsigned.slice(skipZeros(unsigned))
  if (!/^\d{0,19}$/.test(digits)) return undefined
  const exponent = text.startsWith('-') ? -BigInt(digits) : BigInt(digits)
  if (exponent !== BigInt.asIntN(64, exponent)) return undefined
  return Number(BigInt.asIntN(32, exponent))
}
