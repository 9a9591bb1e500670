const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/** Bytes of a base64 text with padding, line breaks aside; undefined where it is none. */
export function decodeBase64(text: string): number[] | undefined {
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
export function decodeUtf8(bytes: readonly number[]): string {
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
