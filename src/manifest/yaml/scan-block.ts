import { DASH, TAB, isBlank, isBreak, isBreakOrEnd, isDigit, SPACE } from './characters.js'
import type { Cursor } from './cursor.js'
import { syntaxFailure } from './failure.js'

const PLUS = 0x2b
const ZERO = 0x30

interface Header {
  /** Line breaks at the end: `-` drops them all, `+` keeps them all, and neither keeps one. */
  readonly chomping: '-' | '+' | ''
  /** The indentation that the header states, 0 for "that of the first line". */
  readonly increment: number
}

/**
 * Scans a literal (`|`) or folded (`>`) scalar with its header.
 *
 * @param parentIndent column of the mapping or list around it, -1 for none
 */
export function scanBlock(cursor: Cursor, style: 'literal' | 'folded', parentIndent: number): string {
  const start = cursor.offset
  const header = scanHeader(cursor)
  const block = new BlockText(cursor, start, parentIndent)
  if (header.increment > 0) block.indent = Math.max(parentIndent, 0) + header.increment
  block.takeEmptyLines()
  while (cursor.column === block.indent && cursor.peek() !== 0) block.takeLine(style)
  return block.finish(header.chomping)
}

function scanHeader(cursor: Cursor): Header {
  cursor.advance()
  let chomping = scanChomping(cursor)
  const increment = scanIncrement(cursor)
  if (chomping === '') chomping = increment > 0 ? scanChomping(cursor) : ''
  cursor.takeWhile(isBlank)
  cursor.skipComment()
  if (!isBreakOrEnd(cursor.peek()))
    throw syntaxFailure('only a comment may follow | or > in its line', cursor.offset)
  cursor.takeBreak()
  return { chomping, increment }
}

function scanChomping(cursor: Cursor): Header['chomping'] {
  const code = cursor.peek()
  if (code !== PLUS && code !== DASH) return ''
  cursor.advance()
  return code === PLUS ? '+' : '-'
}

function scanIncrement(cursor: Cursor): number {
  const code = cursor.peek()
  if (!isDigit(code)) return 0
  if (code === ZERO) throw syntaxFailure('the indentation of a block must be 1 to 9', cursor.offset)
  cursor.advance()
  return code - ZERO
}

/** The text of a block as it grows line by line. */
class BlockText {
  /** Column of the text; 0 until it is known. */
  indent: number = 0
  readonly #cursor: Cursor
  readonly #start: number
  readonly #parentIndent: number
  #text: string = ''
  /** The break that ended the last line. */
  #break: string = ''
  /** The breaks of the empty lines after it. */
  #emptyLines: string = ''
  #wasIndented: boolean = false

  constructor(cursor: Cursor, start: number, parentIndent: number) {
    this.#cursor = cursor
    this.#start = start
    this.#parentIndent = parentIndent
  }

  takeLine(style: 'literal' | 'folded'): void {
    const cursor = this.#cursor
    const isIndented = isBlank(cursor.peek())
    const folds = style === 'folded' && !this.#wasIndented && !isIndented && this.#break === '\n'
    // Folding replaces one break by a space, and drops it before empty lines.
    this.#text += folds ? (this.#emptyLines === '' ? ' ' : this.#emptyLines) : this.#break + this.#emptyLines
    this.#emptyLines = ''
    this.#wasIndented = isIndented
    const start = cursor.offset
    while (!isBreakOrEnd(cursor.peek())) cursor.advance()
    this.#text += cursor.text.slice(start, cursor.offset)
    this.#break = cursor.takeBreak()
    this.takeEmptyLines()
  }

  /** Moves over empty lines and the indentation of the next one. The first time it finds out what that is. */
  takeEmptyLines(): void {
    const cursor = this.#cursor
    let widest = 0
    for (;;) {
      while (this.#isIndentation() && cursor.peek() === SPACE) cursor.advance()
      widest = Math.max(widest, cursor.column)
      if (this.#isIndentation() && cursor.peek() === TAB)
        throw syntaxFailure('a block must be indented with spaces, not with a tab', this.#start)
      if (!isBreak(cursor.peek())) break
      this.#emptyLines += cursor.takeBreak()
    }
    if (this.indent === 0) this.indent = Math.max(widest, this.#parentIndent + 1, 1)
  }

  #isIndentation(): boolean {
    return this.indent === 0 || this.#cursor.column < this.indent
  }

  finish(chomping: Header['chomping']): string {
    if (chomping === '-') return this.#text
    return this.#text + this.#break + (chomping === '+' ? this.#emptyLines : '')
  }
}
