import type { Io } from '../io.js'

/** How long work takes before its progress is shown, and how often that is. */
const interval = 1000

/** Counts on stderr, for work that takes longer than a second, where that is a terminal and the result is not. */
export class Progress {
  readonly #io: Io
  readonly #what: string
  #count: number = 0
  #shownAt: number

  constructor(io: Io, what: string) {
    this.#io = io
    this.#what = what
    this.#shownAt = io.clock().getTime()
  }

  tick(): void {
    this.#count += 1
    const { isTerminal, clock, log } = this.#io
    if (!isTerminal.stderr || isTerminal.stdout || this.#count % 50 !== 0) return
    const now = clock().getTime()
    if (now - this.#shownAt < interval) return
    this.#shownAt = now
    log(`\r${this.#count} ${this.#what}`)
  }

  /** Takes the line away. */
  end(): void {
    if (this.#io.isTerminal.stderr && !this.#io.isTerminal.stdout) this.#io.log('\r\u001b[K')
  }
}
