const signOrDigitFirst = /^[-+0-9]/
const integer = /^[-+]?(?:0[xX][0-9a-fA-F]+|0[oO][0-7]+|0[bB][01]+|0[0-7]*|[1-9][0-9]*)$/
const float = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/
const pointFirst = /^\.[0-9]+(?:_[0-9]+)*(?:[eE][-+]?[0-9]+(?:_[0-9]+)*)?$/
/** More digits than any 64-bit integer has in base 2. */
const mostDigits = 70

/**
 * The integer that a plain scalar spells: decimal, `0x`, `0o`, `0b`, or octal after a bare `0`; underscores do not
 * count. undefined where it is none or does not fit 64 bits (unsigned ones fit without a sign).
 *
 * @example readInteger('0644') // 420n
 */
export function readInteger(written: string): bigint | undefined {
  if (!signOrDigitFirst.test(written)) return undefined
  const text = written.replaceAll('_', '')
  // The limit keeps BigInt away from megabytes of digits.
  if (text.length > mostDigits || !integer.test(text)) return undefined
  const sign = /^[-+]/.exec(text)?.[0] ?? ''
  const digits = text.slice(sign.length)
  const isOldOctal = /^0[0-7]+$/.test(digits)
  const magnitude = BigInt(isOldOctal ? `0o${digits.slice(1)}` : digits)
  if (sign === '-') return magnitude <= 2n ** 63n ? -magnitude : undefined
  return magnitude < (sign === '+' ? 2n ** 63n : 2n ** 64n) ? magnitude : undefined
}

/**
 * The floating-point number that a plain scalar spells. Underscores do not count; after a leading point they may stand
 * only between digits. undefined where it is no number, and where it is too large for a double.
 */
export function readFloat(written: string): number | undefined {
  const isNumber = written.startsWith('.') ? pointFirst.test(written) : signOrDigitFirst.test(written)
  const text = isNumber ? written.replaceAll('_', '') : ''
  if (!float.test(text)) return undefined
  const value = Number(text)
  return Number.isFinite(value) ? value : undefined
}
