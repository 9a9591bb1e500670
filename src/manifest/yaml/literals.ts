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

const date = /^(\d{4})-(\d{1,2})-(\d{1,2})/
const time = /^[Tt ]\d{1,2}:\d{1,2}:\d{1,2}(?:[.,]\d+)?/
const zone = /^(?:Z|[-+]\d\d:\d\d)$/

/** Whether a text is a date or time as Go's parser accepts under the tag `!!timestamp`. */
export function isTimestamp(text: string): boolean {
  const day = date.exec(text)
  if (day === null || !isDay(Number(day[1]), Number(day[2]), Number(day[3]))) return false
  const afterDay = text.slice(day[0].length)
  if (afterDay === '') return true
  const clock = time.exec(afterDay)?.[0]
  if (clock === undefined || !isClock(clock)) return false
  const afterClock = afterDay.slice(clock.length)
  // A time with a blank before it has no zone; one with a T needs it.
  return clock.startsWith(' ') ? afterClock === '' : zone.test(afterClock)
}

function isDay(year: number, month: number, day: number): boolean {
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  const length = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0
  return day >= 1 && day <= length
}

function isClock(clock: string): boolean {
  const [hours = 0, minutes = 0, seconds = 0] = clock.slice(1).split(':').map(Number.parseFloat)
  return hours < 24 && minutes < 60 && seconds < 60
}
