import { ReadFailure } from './limits.js'
import { coreTag, type ScalarNode } from './nodes.js'

/** What a scalar means. Integers keep their digits, since a key is made of all of them. */
export type ScalarValue =
  | { readonly type: 'string'; readonly value: string }
  | { readonly type: 'null'; readonly value: null }
  | { readonly type: 'boolean'; readonly value: boolean }
  | { readonly type: 'integer'; readonly value: bigint }
  | { readonly type: 'float'; readonly value: number }

const words: ReadonlyMap<string, ScalarValue> = new Map<string, ScalarValue>([
  ...['', '~', 'null', 'Null', 'NULL'].map((word) => [word, { type: 'null', value: null }] as const),
  ...['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON'].map(
    (word) => [word, { type: 'boolean', value: true }] as const,
  ),
  ...['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF'].map(
    (word) => [word, { type: 'boolean', value: false }] as const,
  ),
  ...['.nan', '.NaN', '.NAN'].map((word) => [word, { type: 'float', value: Number.NaN }] as const),
  ...['.inf', '.Inf', '.INF', '+.inf', '+.Inf', '+.INF'].map(
    (word) => [word, { type: 'float', value: Number.POSITIVE_INFINITY }] as const,
  ),
  ...['-.inf', '-.Inf', '-.INF'].map(
    (word) => [word, { type: 'float', value: Number.NEGATIVE_INFINITY }] as const,
  ),
])

/** The type that each of YAML's own tags asks for. Any other tag leaves the text as it is. */
const taggedTypes: ReadonlyMap<string, ScalarValue['type'] | 'timestamp'> = new Map([
  [`${coreTag}bool`, 'boolean'],
  [`${coreTag}int`, 'integer'],
  [`${coreTag}float`, 'float'],
  [`${coreTag}null`, 'null'],
  [`${coreTag}timestamp`, 'timestamp'],
])

/**
 * The value of a scalar, by the rules of YAML 1.1 with the exceptions of Go's parser.
 *
 * 1. Quoted text, and text with a tag of the author's own, is text; `!!binary` is decoded.
 * 2. Plain text is null, a boolean or a number where it is spelled like one: `~`, `yes`, `0644`, `0b11`, `1_000`, `.5`.
 * 3. Otherwise it is text, and so are dates and `12:30`.
 * 4. A tag such as `!!int` demands a type, quotes or not, and does not convert (except an integer to `!!float`).
 *
 * @throws ReadFailure where a tag and its text do not fit
 */
export function scalarValue(node: ScalarNode): ScalarValue {
  if (node.tag === '') return node.isPlain ? plainValue(node.text) : text(node.text)
  if (node.tag === `${coreTag}binary`) return text(decodeBinary(node))
  const wanted = taggedTypes.get(node.tag)
  if (wanted === undefined) return text(node.text)
  return taggedValue(node, wanted)
}

function taggedValue(node: ScalarNode, wanted: ScalarValue['type'] | 'timestamp'): ScalarValue {
  if (wanted === 'timestamp' && isTimestamp(node.text)) return text(node.text)
  const value = plainValue(node.text)
  if (value.type === wanted) return value
  if (wanted === 'float' && value.type === 'integer') return { type: 'float', value: Number(value.value) }
  throw new ReadFailure('yaml-syntax', `the text is no ${wanted}, as its tag says`, node.offset)
}

function decodeBinary(node: ScalarNode): string {
  const bytes = decodeBase64(node.text)
  if (bytes === undefined)
    throw new ReadFailure('yaml-syntax', 'the !!binary text is not base64', node.offset)
  return decodeUtf8(bytes)
}

function text(value: string): ScalarValue {
  return { type: 'string', value }
}

/** No word that means something is longer: `false`, `-.inf`. */
const longestWord = 5

/** Whether a scalar is certainly text as it stands; that is so of nearly all, and they cost nothing more. */
export function isText({ tag, text, isPlain }: ScalarNode): boolean {
  return tag === '' && (!isPlain || isPlainText(text))
}

function isPlainText(written: string): boolean {
  return !mayBeNumber(written) && (written.length > longestWord || !words.has(written))
}

/** Whether a text begins as a number does: with a digit, a sign or a point. */
function mayBeNumber(written: string): boolean {
  const first = written.charCodeAt(0)
  return (first >= 48 && first <= 57) || first === 43 || first === 45 || first === 46
}

/** What plain, untagged text means. */
export function plainValue(written: string): ScalarValue {
  if (isPlainText(written)) return text(written)
  const word = words.get(written)
  if (word !== undefined) return word
  const integer = readInteger(written)
  if (integer !== undefined) return { type: 'integer', value: integer }
  const float = readFloat(written)
  return float === undefined ? text(written) : { type: 'float', value: float }
}

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
function readInteger(written: string): bigint | undefined {
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
function readFloat(written: string): number | undefined {
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
function isTimestamp(text: string): boolean {
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

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/** Bytes of a base64 text with padding, line breaks aside; undefined where it is none. */
function decodeBase64(text: string): number[] | undefined {
  const digits = text.replace(/[\r\n]/g, '')
  if (digits.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(digits)) return undefined
  const padding = digits.endsWith('==') ? 2 : digits.endsWith('=') ? 1 : 0
  const bytes: number[] = []
  for (let i = 0; i < digits.length; i += 4) {
    const group = [0, 1, 2, 3].reduce(
      (sum, k) => sum * 64 + Math.max(0, alphabet.indexOf(digits.charAt(i + k))),
      0,
    )
    bytes.push((group >> 16) & 255, (group >> 8) & 255, group & 255)
  }
  bytes.length -= padding
  return bytes
}

/** Text of UTF-8 bytes. As in Go, each byte that is no part of a character becomes U+FFFD. */
function decodeUtf8(bytes: readonly number[]): string {
  let text = ''
  for (let i = 0; i < bytes.length;) {
    const length = sequenceLength(bytes, i)
    text += length === 0 ? '\ufffd' : String.fromCodePoint(codePointAt(bytes, i, length))
    i += Math.max(1, length)
  }
  return text
}

/** Length of the character that begins at an index, 0 if none does. */
function sequenceLength(bytes: readonly number[], start: number): number {
  const first = bytes[start] ?? 0
  const length =
    first < 0x80 ? 1 : first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0
  for (let k = 1; k < length; k++) if (((bytes[start + k] ?? 0) & 0xc0) !== 0x80) return 0
  if (length < 3) return length
  const code = codePointAt(bytes, start, length)
  const isOverlong = code < (length === 3 ? 0x800 : 0x10000)
  return isOverlong || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff) ? 0 : length
}

function codePointAt(bytes: readonly number[], start: number, length: number): number {
  const first = bytes[start] ?? 0
  if (length === 1) return first
  let code = first & (0x7f >> length)
  for (let k = 1; k < length; k++) code = (code << 6) | ((bytes[start + k] ?? 0) & 0x3f)
  return code
}
