import { BACKSLASH, DOUBLE_QUOTE, SINGLE_QUOTE, isBlank, isBlankOrEnd, isBreak } from './characters.js'
import type { Cursor } from './cursor.js'
import { syntaxFailure } from './failure.js'
import { LineFold } from './line-fold.js'

/** Scans a scalar in `'` or `"`, the quotes included, and returns its text with escapes and folds resolved. */
export function scanQuoted(cursor: Cursor): string {
  const start = cursor.offset
  const quote = cursor.peek()
  cursor.advance()
  let text = ''
  const fold = new LineFold()
  for (;;) {
    if (cursor.isAtDocumentMarker())
      throw syntaxFailure('a quote is not closed before the document ends', start)
    if (cursor.peek() === 0) throw syntaxFailure('a quote is not closed', start)
    text += takeQuotedWord(cursor, quote, fold)
    if (cursor.peek() === quote) break
    takeQuotedBlanks(cursor, fold)
    text += fold.take()
  }
  cursor.advance()
  return text
}

/** Text up to the next blank, line break or closing quote. */
function takeQuotedWord(cursor: Cursor, quote: number, fold: LineFold): string {
  let text = ''
  let start = cursor.offset
  for (let code = cursor.peek(); !isBlankOrEnd(code); code = cursor.peek()) {
    const isEscape = quote === DOUBLE_QUOTE ? code === BACKSLASH : code === quote && cursor.peek(1) === quote
    if (!isEscape) {
      if (code === quote) break
      cursor.advance()
      continue
    }
    text += cursor.text.slice(start, cursor.offset)
    if (quote === DOUBLE_QUOTE && isBreak(cursor.peek(1))) {
      cursor.advance()
      cursor.takeBreak()
      fold.addEscapedBreak()
      return text
    }
    text += quote === SINGLE_QUOTE ? takeDoubledQuote(cursor) : takeEscape(cursor)
    start = cursor.offset
  }
  return text + cursor.text.slice(start, cursor.offset)
}

function takeQuotedBlanks(cursor: Cursor, fold: LineFold): void {
  for (let code = cursor.peek(); isBlank(code) || isBreak(code); code = cursor.peek()) {
    if (isBreak(code)) {
      fold.addBreak(cursor.takeBreak())
      continue
    }
    if (!fold.hasBreak) fold.addBlank(String.fromCharCode(code))
    cursor.advance()
  }
}

function takeDoubledQuote(cursor: Cursor): string {
  cursor.advance(2)
  return "'"
}

/** What a backslash and one letter stand for. `\/`, which JSON has, is not among them. */
const escapes: ReadonlyMap<string, string> = new Map([
  ['0', '\0'],
  ['a', '\x07'],
  ['b', '\b'],
  ['t', '\t'],
  ['\t', '\t'],
  ['n', '\n'],
  ['v', '\v'],
  ['f', '\f'],
  ['r', '\r'],
  ['e', '\x1b'],
  [' ', ' '],
  ['"', '"'],
  ["'", "'"],
  ['\\', '\\'],
  ['N', '\u0085'],
  ['_', '\u00a0'],
  ['L', '\u2028'],
  ['P', '\u2029'],
])

/** How many hexadecimal digits follow. */
const codeLengths: ReadonlyMap<string, number> = new Map([
  ['x', 2],
  ['u', 4],
  ['U', 8],
])

function takeEscape(cursor: Cursor): string {
  const offset = cursor.offset
  const letter = cursor.text.charAt(offset + 1)
  cursor.advance(2)
  const plain = escapes.get(letter)
  if (plain !== undefined) return plain
  const length = codeLengths.get(letter)
  if (length === undefined) throw syntaxFailure(`there is no escape \\${letter}`, offset)
  const hex = cursor.text.slice(cursor.offset, cursor.offset + length)
  const code = /^[0-9a-fA-F]+$/.test(hex) && hex.length === length ? Number.parseInt(hex, 16) : Number.NaN
  // Halves of a pair are characters of UTF-16, not of Unicode.
  if (!(code <= 0x10ffff) || (code >= 0xd800 && code <= 0xdfff))
    throw syntaxFailure(`\\${letter}${hex} is no character`, offset)
  cursor.advance(length)
  return String.fromCodePoint(code)
}
