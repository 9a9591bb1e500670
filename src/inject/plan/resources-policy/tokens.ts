import { toByteString } from '../../../kubernetes/utf8.js'

/** A word of a resources expression; `column` counts from 1. */
export interface Token {
  readonly kind: 'number' | 'name' | 'symbol' | 'end'
  readonly text: string
  readonly column: number
}

// The reference takes each byte for a character of Latin-1, so the letters and spaces are those of Latin-1. It matters
// for nothing but letters behind a number, as in `1µ`, and odd spaces.
const letter = '[A-Za-z\\u00aa\\u00b5\\u00ba\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u00ff]'
const space = '[\\t-\\r \\u0085\\u00a0]+'
const name = `${letter}(?:${letter}|[0-9_])*`

/** Letters up to the next other character; `e` and `E` come first only as an exponent. */
const unit = `(?:(?![eE])${letter}+)?`
const percentAndUnit = `(?:%\\d*)?${unit}`

/**
 * Digits with at most one point, an exponent, `%`, a unit; each may be left out. An exponent may lack its digits, and then
 * ends the number. What such a text is worth is for `readNumber` to say.
 */
const number = `(?:\\d+(?:\\.\\d*)?|\\.\\d*)(?:[eE](?:[+-]\\d*|\\d+)${percentAndUnit}|[eE]%?|${percentAndUnit})`

const word = new RegExp(`${space}|(?<number>${number})|(?<name>${name})|(?<symbol>[^])`, 'g')

/**
 * Splits an expression into words; the last one is of kind `end`. Every text can be split: what means nothing is a symbol,
 * which the parser refuses. A NUL ends the text, as it does in the reference.
 *
 * @example tokenize('cpu*50%').map((token) => token.text) // ['cpu', '*', '50%', '']
 */
export function tokenize(text: string): readonly Token[] {
  const [bytes = ''] = toByteString(text).split('\0', 1)
  const tokens: Token[] = []
  for (const match of bytes.matchAll(word)) {
    const column = match.index + 1
    const { number, name, symbol } = match.groups ?? {}
    if (number !== undefined) tokens.push({ kind: 'number', text: number, column })
    else if (name !== undefined) tokens.push({ kind: 'name', text: name.toLowerCase(), column })
    else if (symbol !== undefined) tokens.push({ kind: 'symbol', text: symbol, column })
  }
  return [...tokens, { kind: 'end', text: '', column: bytes.length + 1 }]
}
