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
