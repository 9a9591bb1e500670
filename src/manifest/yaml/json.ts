import { ReadFailure } from './failure.js'
import type { Limits } from './limits.js'
import type { MappingEntry, Node, ScalarNode } from './nodes.js'
import type { NodeBudget } from './token-stream.js'

/** A JSON text as a document's tree. */
export interface JsonDocument {
  readonly root: Node
  /** Index behind the value and the blanks after it. */
  readonly end: number
}

/**
 * Reads a JSON value that begins at an index, or returns undefined where it is no JSON.
 *
 * Nearly all JSON is YAML, but not all: YAML has no `\/`, no pairs of `\ud83d\ude00`, and no keys beyond 1024 characters.
 *
 * @throws ReadFailure `limit-exceeded`
 */
export function composeJson(
  text: string,
  start: number,
  limits: Limits,
  budget: NodeBudget,
): JsonDocument | undefined {
  const reader = new JsonReader(text, limits, budget)
  reader.offset = start
  reader.skipBlanks()
  const root = reader.value()
  if (root === undefined) return undefined
  reader.skipBlanks()
  return { root, end: reader.offset }
}

class JsonReader {
  offset: number = 0
  readonly #text: string
  readonly #limits: Limits
  readonly #budget: NodeBudget
  readonly #wordToken: RegExp = /true|false|null|-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?/y
  #depth: number = 0

  constructor(text: string, limits: Limits, budget: NodeBudget) {
    this.#text = text
    this.#limits = limits
    this.#budget = budget
  }

  skipBlanks(): void {
    while (' \t\n\r'.includes(this.#text.charAt(this.offset)) && this.offset < this.#text.length)
      this.offset += 1
  }

  value(): Node | undefined {
    const first = this.#text.charAt(this.offset)
    if (this.#budget.left-- <= 0) throw this.#tooMuch(`more than ${this.#limits.maxNodes} values`)
    if (first === '"') return this.#string()
    if (first !== '{' && first !== '[') return this.#word()
    if (this.#depth >= this.#limits.maxDepth)
      throw this.#tooMuch(`nested deeper than ${this.#limits.maxDepth} levels`)
    this.#depth += 1
    const node = first === '{' ? this.#object() : this.#array()
    this.#depth -= 1
    return node
  }

  #array(): Node | undefined {
    const offset = this.offset
    const items: Node[] = []
    const isComplete = this.#members(']', () => {
      const item = this.value()
      if (item === undefined) return false
      items.push(item)
      return true
    })
    return isComplete ? { kind: 'sequence', offset, tag: '', items } : undefined
  }

  #object(): Node | undefined {
    const offset = this.offset
    const entries: MappingEntry[] = []
    const isComplete = this.#members('}', () => {
      const key = this.#string()
      this.skipBlanks()
      if (key === undefined || !this.#accept(':')) return false
      this.skipBlanks()
      const value = this.value()
      if (value === undefined) return false
      entries.push({ key, value })
      return true
    })
    return isComplete ? { kind: 'mapping', offset, tag: '', entries } : undefined
  }

  /** Members with commas between them up to the closing bracket. False where that is not what stands there. */
  #members(close: string, member: () => boolean): boolean {
    this.offset += 1
    this.skipBlanks()
    if (this.#accept(close)) return true
    for (;;) {
      if (!member()) return false
      this.skipBlanks()
      if (this.#accept(close)) return true
      if (!this.#accept(',')) return false
      this.skipBlanks()
    }
  }

  #string(): ScalarNode | undefined {
    const offset = this.offset
    const end = findClosingQuote(this.#text, offset)
    if (end === undefined) return undefined
    this.offset = end + 1
    const token = this.#text.slice(offset, end + 1)
    const text = token.includes('\\') ? unescape(token) : token.slice(1, -1)
    if (text === undefined) return undefined
    return { kind: 'scalar', offset, tag: '', text, isPlain: false, isMissing: false }
  }

  #word(): ScalarNode | undefined {
    const offset = this.offset
    this.#wordToken.lastIndex = offset
    const text = this.#wordToken.exec(this.#text)?.[0]
    if (text === undefined) return undefined
    this.offset += text.length
    return { kind: 'scalar', offset, tag: '', text, isPlain: true, isMissing: false }
  }

  #accept(character: string): boolean {
    if (this.#text.charAt(this.offset) !== character) return false
    this.offset += 1
    return true
  }

  #tooMuch(message: string): ReadFailure {
    return new ReadFailure('limit-exceeded', message, this.offset)
  }
}

/** Index of the quote that closes the string begun here; undefined where none begins or a character is not allowed. */
function findClosingQuote(text: string, start: number): number | undefined {
  if (text.charAt(start) !== '"') return undefined
  for (let i = start + 1; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code === 0x22) return i
    if (code < 0x20) return undefined
    if (code === 0x5c) i++
  }
  return undefined
}

function unescape(token: string): string | undefined {
  try {
    return String(JSON.parse(token))
  } catch {
    return undefined
  }
}
