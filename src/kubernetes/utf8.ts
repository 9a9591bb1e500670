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
  let bytes = ''
  for (const char of toWellFormed(text)) bytes += encodeCodePoint(char.codePointAt(0) ?? 0)
  return bytes
}

function encodeCodePoint(code: number): string {
  if (code < 0x80) return String.fromCharCode(code)
  const continuation = (shift: number) => 0x80 | ((code >> shift) & 0x3f)
  if (code < 0x800) return String.fromCharCode(0xc0 | (code >> 6), continuation(0))
  if (code < 0x10000) return String.fromCharCode(0xe0 | (code >> 12), continuation(6), continuation(0))
  return String.fromCharCode(0xf0 | (code >> 18), continuation(12), continuation(6), continuation(0))
}
