import type { Context } from '../context.js'
import { paint } from './paint.js'

/** A document before and after. */
interface ChangedText {
  readonly name: string
  readonly linesBefore: number
  readonly before: string
  readonly after: string
}

/** Prints changes as a unified diff, which `git apply` and `patch -p1` take. */
export class DiffPrinter {
  readonly #context: Context
  #file: string | undefined
  /** How many lines the file has grown by so far. */
  #growth: number = 0

  constructor(context: Context) {
    this.#context = context
  }

  async print({ name, linesBefore, before, after }: ChangedText): Promise<void> {
    if (before === after) return
    const { structuredPatch } = await import('diff')
    const { io, color } = this.#context
    if (this.#file !== name) {
      this.#file = name
      this.#growth = 0
      await io.write(paint(`--- a/${name}\n+++ b/${name}\n`, 'bold', color))
    }
    for (const hunk of structuredPatch(name, name, before, after, '', '', { context: 3 }).hunks) {
      const oldStart = hunk.oldStart + linesBefore
      const newStart = hunk.newStart + linesBefore + this.#growth
      await io.write(
        paint(`@@ -${oldStart},${hunk.oldLines} +${newStart},${hunk.newLines} @@\n`, 'cyan', color),
      )
      await io.write(hunk.lines.map((line) => `${paint(line, colorOf(line), color)}\n`).join(''))
    }
    this.#growth += countLines(after) - countLines(before)
  }

  async end(): Promise<void> {}
}

function countLines(text: string): number {
  return text.split('\n').length
}

function colorOf(line: string): 'green' | 'red' | undefined {
  return line.startsWith('+') ? 'green' : line.startsWith('-') ? 'red' : undefined
}
