import {
  CARRIAGE_RETURN,
  DASH,
  DOT,
  HASH,
  LINE_FEED,
  isBlankOrEnd,
  isBreak,
  isBreakOrEnd,
  isUnicodeBreak,
} from './characters.js'

/** A place in the text that only moves forward. Knows its line and column, since YAML's structure depends on them. */
export class Cursor {
  readonly text: string
  offset: number = 0
  line: number = 0
  column: number = 0

  constructor(text: string) {
    this.text = text
  }

  /** The character here, or some characters ahead; 0 at the end. */
  peek(ahead: number = 0): number {
    // NaN, which stands for "past the end", becomes 0.
    return this.text.charCodeAt(this.offset + ahead) | 0
  }

  /** Moves over characters that are no line breaks. */
  advance(count: number = 1): void {
    this.offset += count
    this.column += count
  }

  /** Moves over characters as long as they satisfy the condition, and returns them. */
  takeWhile(accepts: (code: number) => boolean): string {
    const start = this.offset
    while (accepts(this.peek())) this.advance()
    return this.text.slice(start, this.offset)
  }

  /** Moves to the end of the line if a comment begins here. */
  skipComment(): void {
    if (this.peek() !== HASH) return
    while (!isBreakOrEnd(this.peek())) this.advance()
  }

  /** Moves over a line break, if there is one, and returns what it is in a scalar. */
  takeBreak(): string {
    const code = this.peek()
    if (!isBreak(code)) return ''
    this.offset += code === CARRIAGE_RETURN && this.peek(1) === LINE_FEED ? 2 : 1
    this.line += 1
    this.column = 0
    return isUnicodeBreak(code) && code !== 0x85 ? String.fromCharCode(code) : '\n'
  }

  /** At the end of the text: ends the line, which ends the hope that something in it is a key. */
  endLine(): void {
    this.line += 1
    this.column = 0
  }

  /** Whether a line begins here with `---` or `...` and nothing joined to it. */
  isAtDocumentMarker(): boolean {
    return this.isAtMarker(DASH) || this.isAtMarker(DOT)
  }

  isAtMarker(code: number): boolean {
    return (
      this.column === 0 &&
      this.peek() === code &&
      this.peek(1) === code &&
      this.peek(2) === code &&
      isBlankOrEnd(this.peek(3))
    )
  }
}
