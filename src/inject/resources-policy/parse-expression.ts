import { fail, type ExpressionFailure, type ExpressionResult } from './expression-error.js'
import { readNumber } from './literal.js'
import { tokenize, type Token } from './tokens.js'
import type { ExpressionValue, OperationName } from './value.js'

/**
 * One step of a computation on a stack of values: put a value on it, put the variable on it, turn the sign of the
 * topmost, or replace the two topmost by one.
 */
export type ExpressionStep =
  | { readonly do: 'push'; readonly value: ExpressionValue }
  | { readonly do: 'load'; readonly variable: string }
  | { readonly do: 'negate' }
  | { readonly do: OperationName }

/** A resources expression in the order of computing: `cpu*50%` is load cpu, push 0.5, multiply. Plain data. */
export type ExpressionProgram = readonly ExpressionStep[]

/** The reference has no such limit. Ours keeps a hostile text from filling the call stack. */
const deepest = 200

/**
 * Reads an expression.
 *
 *     sum     = product { ("+" | "-") product }
 *     product = factor { ("*" | "/") factor }
 *     factor  = { "-" } ( number | name | "(" sum ")" | ("max" | "min") "(" sum "," sum ")" )
 *
 * Names may be in any letter case. Whether a variable exists is found out when the expression is computed.
 */
export function parseExpression(text: string): ExpressionResult<ExpressionProgram> {
  const parser = new Parser(tokenize(text))
  parser.parseAll()
  return parser.failure ?? { ok: true, value: parser.program }
}

class Parser {
  readonly program: ExpressionStep[] = []
  /** The first mistake. Once there is one, nothing more is read. */
  failure: ExpressionFailure | undefined
  readonly #tokens: readonly Token[]
  #index = 0
  #depth = 0

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens
  }

  parseAll(): void {
    this.#parseSum()
    if (this.#next.kind !== 'end') this.#refuse()
  }
  ...
}
