import { encodeUtf8 } from '../kubernetes/utf8-bytes.js'

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/** The codes of the alphabet's characters: text is put together from codes faster than from characters. */
const codes: Uint8Array = /* @__PURE__ */ Uint8Array.from(alphabet, (character) => character.charCodeAt(0))

/**
 * Base64 (RFC 4648, padded) of a text's UTF-8 bytes. There is no such function that every host has: `btoa` takes bytes
 * only, `Buffer` is Node's.
 *
 * @example encodeBase64('é') // 'w6k='
 */
export function encodeBase64(text: string): string {
  return encodeAscii(text) ?? encodeBytes(encodeUtf8(text))
}

/**
 * Base64 of a text with up to two spaces behind it, so that what is encoded in this way can be joined: three bytes make
 * four characters, and no padding comes in between.
 *
 * @example encodeJoinable('{}') + encodeJoinable('[1]') // base64 of '{} [1]'
 */
export function encodeJoinable(text: string): string {
  const ascii = encodeAscii(text + spacesBehind(text.length))
  if (ascii !== undefined) return ascii
  return encodeBytes(encodeUtf8(text + spacesBehind(encodeUtf8(text).length)))
}

function spacesBehind(length: number): string {
  return ' '.repeat((3 - (length % 3)) % 3)
}

/** `undefined` where the text is not all ASCII. Most texts are, and are their own bytes. */
function encodeAscii(text: string): string | undefined {
  const whole = text.length - (text.length % 3)
  let encoded = ''
  let seen = 0
  for (let i = 0; i < whole; i += 3) {
    const [a, b, c] = [text.charCodeAt(i), text.charCodeAt(i + 1), text.charCodeAt(i + 2)]
    seen |= a | b | c
    encoded += encodeThree((a << 16) | (b << 8) | c)
  }
  const rest = text.slice(whole)
  for (let i = 0; i < rest.length; i++) seen |= rest.charCodeAt(i)
  if (seen > 0x7f) return undefined
  return rest === ''
    ? encoded
    : encoded + encodeRest(rest.charCodeAt(0), rest.length === 2 ? rest.charCodeAt(1) : undefined)
}

function encodeBytes(bytes: Uint8Array): string {
  const whole = bytes.length - (bytes.length % 3)
  let encoded = ''
  for (let i = 0; i < whole; i += 3)
    encoded += encodeThree((byteAt(bytes, i) << 16) | (byteAt(bytes, i + 1) << 8) | byteAt(bytes, i + 2))
  return whole === bytes.length ? encoded : encoded + encodeRest(byteAt(bytes, whole), bytes[whole + 1])
}

function byteAt(bytes: Uint8Array, index: number): number {
  return bytes[index] ?? 0
}

function encodeThree(bits: number): string {
  return String.fromCharCode(codeOf(bits >> 18), codeOf(bits >> 12), codeOf(bits >> 6), codeOf(bits))
}

function codeOf(bits: number): number {
  return codes[bits & 63] ?? 0
}

function encodeRest(first: number, second: number | undefined): string {
  const encoded = encodeThree((first << 16) | ((second ?? 0) << 8))
  return second === undefined ? `${encoded.slice(0, 2)}==` : `${encoded.slice(0, 3)}=`
}
