// The one door to @noble/hashes: SHA-256 in any host, without Node's or the browser's crypto. Bytes are made here too,
// since the library's own way to make them needs a TextEncoder.
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import { encodeUtf8 } from './utf8.js'

/**
 * SHA-256 of a text's UTF-8 bytes, as 64 lower-case hexadecimal digits. A lone surrogate counts as U+FFFD.
 *
 * @example sha256Hex('') // 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'
 */
export function sha256Hex(text: string): string {
  return bytesToHex(sha256(encodeUtf8(text)))
}
