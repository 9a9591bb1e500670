import { ReadFailure, syntaxFailure } from './failure.js'
import type { Limits } from './limits.js'
import type { Node } from './nodes.js'
import { Scanner } from './scanner.js'
import type { Token } from './tokens.js'

/** Counts the nodes of the whole input against the limit. */
export interface NodeBudget {
  left: number
}

/** What composing a document needs at hand: the tokens, the names that are in force, and how much more may come. */
export class TokenStream {
  readonly anchors: Map<string, Node> = new Map()
  readonly tagPrefixes: Map<string, string> = new Map()
  readonly #scanner: Scanner
  readonly #limits: Limits
  readonly #budget: NodeBudget
  #depth: number = 0

  constructor(text: string, limits: Limits, budget: NodeBudget) {
    this.#scanner = new Scanner(text)
    this.#limits = limits
    this.#budget = budget
  }

  peek(): Token {
    return this.#scanner.peek()
  }

  next(): Token {
    return this.#scanner.next()
  }

  /** Takes the next token if it is of this type. */
  accept(type: Token['type']): boolean {
    if (this.peek().type !== type) return false
    this.next()
    return true
  }

  expect(type: Token['type'], message: string): void {
    if (!this.accept(type)) throw syntaxFailure(message, this.peek().offset)
  }

  /** Goes one level down and counts the node that begins here. */
  enter(): void {
    if (this.#depth >= this.#limits.maxDepth)
      throw new ReadFailure(
        'limit-exceeded',
        `nested deeper than ${this.#limits.maxDepth} levels`,
        this.peek().offset,
      )
    if (this.#budget.left-- <= 0)
      throw new ReadFailure('limit-exceeded', `more than ${this.#limits.maxNodes} values`, this.peek().offset)
    this.#depth += 1
  }

  /** Comes back up. */
  leave(): void {
    this.#depth -= 1
  }
}
