import type { JsonText } from '../inject/plan/plan.js'
import { encodeUtf8 } from '../kubernetes/utf8.js'

/**
 * Base64 (RFC 4648, padded) of the UTF-8 bytes of JSON text.
 *
 * Nearly every host has `btoa`, which takes texts of single bytes only and is ten times as fast as anything written in
 * JavaScript. The answer is the same without it.
 *
 * @example encodeBase64(writeJson('é')) // 'IsOpIg=='
 */
export function encodeBase64({ text, isAscii }: JsonText): string {
  // eslint-disable-next-line no-restricted-globals -- a pure function of the host, which only makes it faster
  const { btoa } = globalThis as { readonly btoa?: (bytes: string) => string }
  return btoa === undefined || !isAscii ? encodeBytes(encodeUtf8(text)) : btoa(text)
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

function encodeBytes(bytes: Uint8Array): string {
  let encoded = ''
  for (let i = 0; i < bytes.length; i += 3) {
    const bits = (byteAt(bytes, i) << 16) | (byteAt(bytes, i + 1) << 8) | byteAt(bytes, i + 2)
    encoded += characterOf(bits >> 18) + characterOf(bits >> 12) + characterOf(bits >> 6) + characterOf(bits)
  }
  const padding = (3 - (bytes.length % 3)) % 3
  return encoded.slice(0, encoded.length - padding) + '='.repeat(padding)
}

/** Behind the end there are zeros. */
function byteAt(bytes: Uint8Array, index: number): number {
  return bytes[index] ?? 0
}

function characterOf(bits: number): string {
  return alphabet.charAt(bits & 63)
}
