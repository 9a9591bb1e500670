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
