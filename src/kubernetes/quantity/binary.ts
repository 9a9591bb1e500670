import { decimalOfBigint, type Decimal } from './decimal.js'

/** Digits of 2^63: a whole part with more of them is above every binary amount, whatever it is multiplied by. */
const longestWhole = 19

/**
 * `whole.fraction * 2^power`, exact as far as rounding up to a multiple of 1n can tell; undefined where it is far above 2^63.
 *
 * A multiple of 1n divided by `2^power` has at most `9 + power` digits behind the point, so of the digits behind those it
 * only matters whether one is not zero: a single `1` stands for all of them, and the work stays bounded.
 */
export function scaleByPowerOfTwo(whole: string, fraction: string, power: number): Decimal | undefined {
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
