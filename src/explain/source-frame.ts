import type { Block, Line, Tone } from '../text/document.js'
import { textWidth } from '../text/render-text.js'
import { visible } from '../text/visible.js'

/** A place in a text, both counted from 1. */
export interface Place {
  readonly line: number
  readonly column: number
}

/** How a frame is to look. */
export interface FrameStyle {
  readonly tone: Tone
  /** Columns that the line of the text may take. */
  readonly room: number
}

/**
 * The line of a text with a mark below the word at a column, as compilers show it. undefined where the text has no such
 * place.
 *
 * 1. A tab is as wide as it is up to the next multiple of four; wide characters take two columns.
 * 2. What cannot be seen is made visible.
 * 3. Of a long line, the part around the column is shown, with `...` where it is cut.
 */
export function sourceFrame(
  text: string,
  { line, column }: Place,
  { tone, room }: FrameStyle,
): Block | undefined {
  const written = text.split(/\r?\n/, line)[line - 1]
  if (written === undefined || column > written.length + 1) return undefined
  const start = printed(written.slice(0, column - 1), 0)
  const word = wordAt(written, column)
  const marked = printed(word, textWidth(start))
  const rest = printed(written.slice(column - 1 + word.length), textWidth(start) + textWidth(marked))
  const view = cutAround({ start, marked, rest }, Math.max(narrowest, room))
  const number = String(line)
  const gutter = ' '.repeat(number.length)
  const mark = '^'.repeat(Math.max(1, Math.min(view.width, textWidth(marked))))
  const shown: Line = [{ text: `${number} | `, tone: 'muted' }, view.text]
  const below: Line = [{ text: `${gutter} | `, tone: 'muted' }, ' '.repeat(view.offset), { text: mark, tone }]
  return { block: 'frame', lines: [shown, below] }
}

/** Below this, a cut line says nothing. */
const narrowest = 20
const tabStop = 4

/** Text as it is printed from a column on: tabs become spaces, and what cannot be seen visible. */
function printed(text: string, from: number): string {
  let shown = ''
  for (const part of text.split(/(\t)/)) {
    const width = from + textWidth(shown)
    shown += part === '\t' ? ' '.repeat(tabStop - (width % tabStop)) : visible(part)
  }
  return shown
}

/** The word that begins at a column: a text in quotes, or all up to a space or a sign of YAML. */
function wordAt(line: string, column: number): string {
  const rest = line.slice(column - 1)
  return /^(?:"(?:[^"\\]|\\.)*"|'[^']*'|[^\s:,[\]{}#]+)/.exec(rest)?.[0] ?? rest.slice(0, 1)
}

interface View {
  readonly text: string
  /** Where the mark begins. */
  readonly offset: number
  /** How much of the line can be seen from there. */
  readonly width: number
}

function cutAround(
  { start, marked, rest }: { readonly start: string; readonly marked: string; readonly rest: string },
  room: number,
): View {
  const line = `${start}${marked}${rest}`
  const offset = textWidth(start)
  if (textWidth(line) <= room) return { text: line, offset, width: room - offset }
  // A third of the room shows what stands before.
  const before = offset <= room / 2 ? start : `...${lastColumns(start, Math.floor(room / 3))}`
  const left = room - textWidth(before)
  const after = firstColumns(`${marked}${rest}`, left)
  return { text: `${before}${after}`, offset: textWidth(before), width: left }
}

function firstColumns(text: string, room: number): string {
  if (textWidth(text) <= room) return text
  let shown = ''
  for (const character of text) {
    if (textWidth(shown) + textWidth(character) > room - 3) break
    shown += character
  }
  return `${shown}...`
}

function lastColumns(text: string, room: number): string {
  let shown = ''
  for (const character of [...text].reverse()) {
    if (textWidth(shown) + textWidth(character) > room) break
    shown = `${character}${shown}`
  }
  return shown
}
