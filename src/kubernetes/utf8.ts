/** A surrogate without its other half; in a `u` expression, pairs are one character. */
const loneSurrogate = /[\ud800-\udfff]/u
const loneSurrogates = /[\ud800-\udfff]/gu

/**
 * The text as it survives the way through UTF-8: each half of a broken surrogate pair becomes U+FFFD.
 *
 * @example toWellFormed('a\ud800') // 'a\ufffd'
 */
export function toWellFormed(text: string): string {
  return loneSurrogate.test(text) ? text.replace(loneSurrogates, '\ufffd') : text
}

/**
 * Compares two texts by the bytes of their UTF-8 form, which is the order in which Go sorts strings. It differs from
 * JavaScript's `<` where a character above U+FFFF meets one from U+E000 on: a surrogate pair stands for the greater one.
 *
 * @returns below zero, zero or above zero, for sorting
 * @example ['\uffee', '\u{1f600}'].sort(compareUtf8) // as given; `.sort()` alone would turn them round
 */
export function compareUtf8(a: string, b: string): number {
  const length = Math.min(a.length, b.length)
  for (let index = 0; index < length; index++) {
    const difference = a.charCodeAt(index) - b.charCodeAt(index)
    if (difference !== 0) return compareUnits(a.charCodeAt(index), b.charCodeAt(index))
  }
  return a.length - b.length
}

function compareUnits(a: number, b: number): number {
  if (isSurrogate(a) !== isSurrogate(b) && Math.min(a, b) >= 0xd800) return isSurrogate(a) ? 1 : -1
  return a - b
}

function isSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdfff
}

/**
 * The UTF-8 form of a text, one character for each byte, for what Go code does byte by byte.
 *
 * @example toByteString('é') // '\u00c3\u00a9'
 */
export function toByteString(text: string): string {
  if (!/[^\u0000-\u007f]/.test(text)) return text
  return Array.from(encodeUtf8(text), (byte) => String.fromCharCode(byte)).join('')
}

/**
 * The UTF-8 form of a text. Not every host has a `TextEncoder`, and this is as fast where most of a text is ASCII.
 *
 * A lone surrogate becomes U+FFFD, as everywhere on the way through UTF-8.
 *
 * @example encodeUtf8('é') // Uint8Array [0xc3, 0xa9]
 */
export function encodeUtf8(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length * 3)
  let length = 0
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index)
    if (unit < 0x80) {
      bytes[length++] = unit
      continue
    }
    const point = text.codePointAt(index) ?? 0
    if (point > 0xffff) index++
    length = writePoint(bytes, length, isSurrogate(point) ? 0xfffd : point)
  }
  return bytes.subarray(0, length)
}

/** Writes the two to four bytes of a code point beyond ASCII, and gives the length after them. */
function writePoint(bytes: Uint8Array, at: number, point: number): number {
  const tail = point < 0x800 ? 1 : point < 0x10000 ? 2 : 3
  bytes[at] = ((0xff00 >> (tail + 1)) & 0xff) | (point >> (6 * tail))
  for (let index = 1; index <= tail; index++) {
    bytes[at + index] = 0x80 | ((point >> (6 * (tail - index))) & 0x3f)
  }
  return at + tail + 1
}

/**
 * Length of a text in bytes of UTF-8, which is how Kubernetes counts. A lone surrogate counts as U+FFFD, three bytes,
 * since that is what Go reads in its place.
 *
 * @example byteLength('é') // 2
 */
export function byteLength(text: string): number {
  let bytes = 0
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index)
    if (unit < 0x80) bytes += 1
    else if (unit < 0x800) bytes += 2
    else if (isSurrogatePair(unit, text.charCodeAt(index + 1))) {
      bytes += 4
      index++
    } else bytes += 3
  }
  return bytes
}

function isSurrogatePair(first: number, second: number): boolean {
  return first >= 0xd800 && first <= 0xdbff && second >= 0xdc00 && second <= 0xdfff
}
