import { PERCENT, isBlankOrEnd, isWordCharacter } from './characters.js'
import type { Cursor } from './cursor.js'
import { syntaxFailure } from './failure.js'
import { decodeUtf8 } from './bytes.js'
import type { TagToken, Token } from './tokens.js'

/** Scans `&name` or `*name`. */
export function scanAnchor(cursor: Cursor, type: 'anchor' | 'alias'): Token {
  const offset = cursor.offset
  cursor.advance()
  const name = cursor.takeWhile(isWordCharacter)
  if (name === '' || !mayFollowAnchor(cursor.peek()))
    throw syntaxFailure(`the name of an ${type} is made of letters, digits, - and _`, offset)
  return { type, offset, name }
}

function mayFollowAnchor(code: number): boolean {
  return isBlankOrEnd(code) || '?:,]}%@`'.includes(String.fromCharCode(code))
}

/** Scans a tag: `!`, `!suffix`, `!!suffix`, `!handle!suffix` or `!<whole tag>`. */
export function scanTag(cursor: Cursor): TagToken {
  const offset = cursor.offset
  const tag = cursor.peek(1) === 0x3c ? scanVerbatimTag(cursor) : scanShorthandTag(cursor)
  if (!isBlankOrEnd(cursor.peek())) throw syntaxFailure('a tag must be followed by a blank', offset)
  return { type: 'tag', offset, ...tag }
}

interface TagParts {
  readonly handle: string
  readonly suffix: string
}

function scanVerbatimTag(cursor: Cursor): TagParts {
  cursor.advance(2)
  const suffix = scanTagUri(cursor, '')
  if (cursor.peek() !== 0x3e) throw syntaxFailure('a tag that begins with !< must end with >', cursor.offset)
  cursor.advance()
  return { handle: '', suffix }
}

function scanShorthandTag(cursor: Cursor): TagParts {
  const handle = scanTagHandle(cursor)
  if (handle.length > 1 && handle.endsWith('!')) return { handle, suffix: scanTagUri(cursor, '') }
  // What looked like a handle was the beginning of the suffix: `!local` means `!` and `local`.
  const suffix = scanTagUri(cursor, handle)
  return suffix === '' ? { handle: '', suffix: '!' } : { handle: '!', suffix }
}

/** Scans `!`, `!!` or `!word!`; without the closing mark, `!word`. */
export function scanTagHandle(cursor: Cursor): string {
  const offset = cursor.offset
  if (cursor.peek() !== 0x21) throw syntaxFailure('a tag handle begins with !', offset)
  cursor.advance()
  const word = cursor.takeWhile(isWordCharacter)
  if (cursor.peek() !== 0x21) return `!${word}`
  cursor.advance()
  return `!${word}!`
}

/** Scans the characters of a tag, `%41` escapes decoded. `head` is what was read before as a handle. */
export function scanTagUri(cursor: Cursor, head: string): string {
  const offset = cursor.offset
  let uri = head.slice(1)
  while (isUriCharacter(cursor.peek())) {
    if (cursor.peek() === PERCENT) uri += scanUriEscapes(cursor)
    else uri += cursor.takeWhile((code) => code !== PERCENT && isUriCharacter(code))
  }
  if (cursor.offset === offset && head === '') throw syntaxFailure('a tag is missing', offset)
  return uri
}

function isUriCharacter(code: number): boolean {
  return isWordCharacter(code) || (code > 0 && ";/?:@&=+$,.!~*'()[]%".includes(String.fromCharCode(code)))
}

function scanUriEscapes(cursor: Cursor): string {
  const offset = cursor.offset
  const bytes: number[] = []
  while (cursor.peek() === PERCENT) {
    const hex = cursor.text.slice(cursor.offset + 1, cursor.offset + 3)
    if (!/^[0-9a-fA-F]{2}$/.test(hex)) throw syntaxFailure('% in a tag needs two hexadecimal digits', offset)
    bytes.push(Number.parseInt(hex, 16))
    cursor.advance(3)
  }
  const text = decodeUtf8(bytes)
  if (text.includes('\ufffd')) throw syntaxFailure('the % escapes of a tag are not UTF-8', offset)
  return text
}
