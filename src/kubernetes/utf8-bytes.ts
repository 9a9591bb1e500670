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

function isSurrogate(point: number): boolean {
  return point >= 0xd800 && point <= 0xdfff
}
