import { skipZeros } from './decimal.js'

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
export function scanQuantity(text: string): QuantityParts {
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
export function trimSpaces(text: string): string {
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
