import {
  fail,
  succeed,
  type ExpressionErrorKind,
  type ExpressionFailure,
  type ExpressionResult,
  type ExpressionValue,
  type OperationName,
  numberValue,
  quantityValue,
} from './value.js'
import { toByteString } from '../../../kubernetes/utf8.js'
import { parseQuantity } from '../../../kubernetes/quantity/index.js'

/** A resources expression as a tree. Plain data. A chain is computed from left to right. */
export type ExpressionTree =
  | { readonly kind: 'value'; readonly value: ExpressionValue }
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'negated'; readonly operand: ExpressionTree }
  | { readonly kind: 'chain'; readonly first: ExpressionTree; readonly rest: readonly ChainLink[] }

/** An operation with what stands on its right. */
export interface ChainLink {
  readonly operation: OperationName
  readonly operand: ExpressionTree
}

const sumOperators: ReadonlyMap<string, OperationName> = new Map([
  ['+', 'add'],
  ['-', 'subtract'],
])
const productOperators: ReadonlyMap<string, OperationName> = new Map([
  ['*', 'multiply'],
  ['/', 'divide'],
])

/** The reference has no such limit. Ours keeps a hostile text from filling the call stack. */
const deepest = 200

/**
 * Reads an expression.
 *
 *     sum     = product { ("+" | "-") product }
 *     product = factor { ("*" | "/") factor }
 *     factor  = "-" factor | number | name | "(" sum ")" | ("max" | "min") "(" sum "," sum ")"
 *
 * Names may be in any letter case. Whether a variable exists is found out when the expression is computed.
 * Brackets and signs may be nested 200 deep.
 */
export function parseExpression(text: string): ExpressionResult<ExpressionTree> {
  return new Parser(tokenize(text)).parse()
}

/** Each `#parse` method reads one part; undefined where it cannot be read, and then `#failure` says why. */
class Parser {
  readonly #tokens: readonly Token[]
  /** The first mistake. */
  #failure: ExpressionFailure | undefined
  #index = 0
  #depth = 0

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens
  }

  parse(): ExpressionResult<ExpressionTree> {
    const sum = this.#parseSum()
    if (sum !== undefined && this.#token.kind === 'end') return succeed(sum)
    this.#refuse()
    return this.#failure ?? fail('syntax', 'not an expression')
  }

  #parseSum(): ExpressionTree | undefined {
    return this.#parseChain(sumOperators, () => this.#parseProduct())
  }

  #parseProduct(): ExpressionTree | undefined {
    return this.#parseChain(productOperators, () => this.#parseFactor())
  }

  #parseChain(
    operators: ReadonlyMap<string, OperationName>,
    parseOperand: () => ExpressionTree | undefined,
  ): ExpressionTree | undefined {
    const first = parseOperand()
    if (first === undefined) return undefined
    const rest: ChainLink[] = []
    for (;;) {
      const operation = operators.get(this.#token.text)
      if (operation === undefined) return rest.length === 0 ? first : { kind: 'chain', first, rest }
      this.#index++
      const operand = parseOperand()
      if (operand === undefined) return undefined
      rest.push({ operation, operand })
    }
  }

  #parseFactor(): ExpressionTree | undefined {
    const { kind, text } = this.#token
    if (kind !== 'number' && kind !== 'name' && text !== '-' && text !== '(') return this.#refuse()
    this.#index++
    if (kind === 'number') return this.#readNumber(text)
    if (kind === 'name')
      return this.#token.text === '(' ? this.#parseCall(text) : { kind: 'variable', name: text }
    if (text === '(') return this.#parseBracket()
    const operand = this.#parseInside(() => this.#parseFactor())
    return operand && { kind: 'negated', operand }
  }

  /** A sum and its closing bracket. */
  #parseBracket(): ExpressionTree | undefined {
    const sum = this.#parseInside(() => this.#parseSum())
    return sum && this.#expect(')') ? sum : undefined
  }

  #parseCall(name: string): ExpressionTree | undefined {
    const parts = this.#parseArguments()
    if (parts === undefined) return undefined
    if (name !== 'max' && name !== 'min')
      return this.#fail('unknown-function', `there is no function ${name}`)
    const [first, operand, ...more] = parts
    if (first === undefined || operand === undefined || more.length > 0)
      return this.#fail('wrong-argument-count', `${name} takes exactly two arguments`)
    return { kind: 'chain', first, rest: [{ operation: name, operand }] }
  }

  #parseArguments(): ExpressionTree[] | undefined {
    const parts: ExpressionTree[] = []
    do {
      this.#index++
      const part = this.#parseInside(() => this.#parseSum())
      if (part === undefined) return undefined
      parts.push(part)
    } while (this.#token.text === ',')
    return this.#expect(')') ? parts : undefined
  }

  #parseInside(parse: () => ExpressionTree | undefined): ExpressionTree | undefined {
    if (this.#depth === deepest) return this.#fail('too-deep', `nested deeper than ${deepest} levels`)
    this.#depth++
    const tree = parse()
    this.#depth--
    return tree
  }

  #readNumber(text: string): ExpressionTree | undefined {
    const read = readNumber(text)
    return read.ok ? { kind: 'value', value: read.value } : this.#fail(read.error.kind, read.error.message)
  }

  get #token(): Token {
    return this.#tokens[this.#index] ?? { kind: 'end', text: '', column: 0 }
  }

  #expect(symbol: string): boolean {
    if (this.#token.text !== symbol) {
      this.#refuse()
      return false
    }
    this.#index++
    return true
  }

  #refuse(): undefined {
    const { kind, text, column } = this.#token
    const found = kind === 'end' ? 'the end' : text
    return this.#fail('syntax', `unexpected ${found} at column ${column}`)
  }

  #fail(kind: ExpressionErrorKind, message: string): undefined {
    this.#failure ??= fail(kind, message)
    return undefined
  }
}

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

/** Digits, points and exponents, and then a unit: what is meant as a quantity, whether it is one or not. */
const withUnit = /^[\d.eE+-]+(?:[mkMGTP]|[KMGTP]i)$/
const plain = /^(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/

/**
 * What a number of an expression is worth.
 *
 * 1. With a unit `m k M G T P Ki Mi Gi Ti Pi` it is a quantity, and an error if it cannot be read as one (`1e3k`).
 * 2. Otherwise it is a plain number; with `%` at its end, a hundredth of it.
 * 3. What cannot be read as a plain number is 0: `1n`, `1E`, `50%5`. That is the reference's way, not a kindness.
 *
 * @example readNumber('64Mi') // the quantity 64Mi
 * @example readNumber('50%')  // 0.5
 */
export function readNumber(text: string): ExpressionResult<ExpressionValue> {
  if (withUnit.test(text)) {
    const quantity = parseQuantity(text)
    if (quantity === undefined) return fail('invalid-quantity', `${text} is no quantity`)
    return succeed(quantityValue(quantity))
  }
  return succeed(numberValue(text.endsWith('%') ? readPercent(text.slice(0, -1)) : readPlain(text)))
}

function readPlain(text: string): number {
  return plain.test(text) ? Number(text) : 0
}

function readPercent(text: string): number {
  const number = readPlain(text)
  // Beyond the range of doubles Go reports an error along with infinity; only here the reference takes notice.
  return Number.isFinite(number) ? number / 100 : 0
}
