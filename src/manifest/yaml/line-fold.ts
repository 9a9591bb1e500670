/**
 * Blanks and line breaks between two words of a scalar that goes on over lines, and what they come to: blanks within a
 * line stay, one line break becomes a space, and of several the first is dropped.
 */
export class LineFold {
  #blanks: string = ''
  #first: string = ''
  #rest: string = ''
  #hasBreak: boolean = false

  /** Whether a line break was seen since the last `take`. */
  get hasBreak(): boolean {
    return this.#hasBreak
  }

  /** A space or tab that stands before any line break. */
  addBlank(blank: string): void {
    this.#blanks += blank
  }

  /** A line break; it makes the blanks before it void. */
  addBreak(text: string): void {
    if (this.#hasBreak) this.#rest += text
    else this.#first = text
    this.#hasBreak = true
    this.#blanks = ''
  }

  /** A line break that a backslash makes void: only further ones count. */
  addEscapedBreak(): void {
    this.#hasBreak = true
  }

  /** What the blanks and breaks come to; forgets them. */
  take(): string {
    const text = this.#fold()
    this.#blanks = this.#first = this.#rest = ''
    this.#hasBreak = false
    return text
  }

  #fold(): string {
    if (!this.#hasBreak) return this.#blanks
    if (this.#first === '\n') return this.#rest === '' ? ' ' : this.#rest
    return this.#first + this.#rest
  }
}
