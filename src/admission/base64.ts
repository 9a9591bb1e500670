import { encodeUtf8 } from '../kubernetes/utf8-bytes.js'

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/** Two base64 characters for each 12 bits: half as many look-ups as with single characters. */
const pairs: readonly string[] = /* @__PURE__ */ Array.from(
  { length: 4096 },
  (_, bits) => `${alphabet[bits >> 6] ?? ''}${alphabet[bits & 63] ?? ''}`,
)

/**
 * Base64 (RFC 4648, padded) of a text's UTF-8 bytes. There is no such function that every host has: `btoa` takes bytes
 * only, `Buffer` is Node's.
 *
 * @param text well-formed: no lone surrogates, as `JSON.stringify` yields it
 * @example encodeBase64('é') // 'w6k='
 */
export function encodeBase64(text: string): string {
  const bytes = encodeUtf8(text)
  const whole = bytes.length - (bytes.length % 3)
  let encoded = ''
  for (let i = 0; i < whole; i += 3) {
    const bits = (byteAt(bytes, i) << 16) | (byteAt(bytes, i + 1) << 8) | byteAt(bytes, i + 2)
    encoded += `${pairs[bits >> 12] ?? ''}${pairs[bits & 4095] ?? ''}`
  }
  if (bytes.length - whole === 1) encoded += `${pairs[byteAt(bytes, whole) << 4] ?? ''}==`
  if (bytes.length - whole === 2) {
    const bits = (byteAt(bytes, whole) << 10) | (byteAt(bytes, whole + 1) << 2)
    encoded += `${pairs[bits >> 6] ?? ''}${alphabet[bits & 63] ?? ''}=`
  }
  return encoded
}

function byteAt(bytes: Uint8Array, index: number): number {
  return bytes[index] ?? 0
}
