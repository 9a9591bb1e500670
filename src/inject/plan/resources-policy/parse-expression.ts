import {
  fail,
  succeed,
  type ExpressionErrorKind,
  type ExpressionFailure,
  type ExpressionResult,
} from './expression-error.js'
import { readNumber } from './literal.js'
import { tokenize, type Token } from './tokens.js'
import type { ExpressionValue, OperationName } from './value.js'

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
