import type { Line, Tone } from './document.js'
import { visible } from './visible.js'

/** A stretch of one tone within a line. */
export interface Piece {
  readonly text: string
  readonly tone: Tone | undefined
}

/**
 * Breaks a line at spaces so that none is longer than `width`, where words allow it: a word that is too long, such as a
 * label or an image, stays whole, since people copy it.
 *
 * @param width in columns; at least one word stands on each line
 */
export function wrapWords(line: Line, width: number): readonly (readonly Piece[])[] {
  const lines: Piece[][] = []
  let current: Piece[] = []
  let used = 0
  for (const word of wordsOf(line)) {
    const length = word.reduce((sum, { text }) => sum + textWidth(text), 0)
    if (current.length === 0 || used + 1 + length > width) {
      lines.push((current = [...word]))
      used = length
    } else {
      current.push({ text: ' ', tone: undefined })
      for (const piece of word) current.push(piece)
      used += length + 1
    }
  }
  return lines.length === 0 ? [[]] : lines
}

/** The words of a line. One word may have stretches of several tones: a name and the comma behind it. */
function wordsOf(line: Line): readonly (readonly Piece[])[] {
  const words: Piece[][] = []
  let open: Piece[] | undefined
  for (const inline of line) {
    const tone = typeof inline === 'string' ? undefined : inline.tone
    const parts = visible(typeof inline === 'string' ? inline : inline.text).split(' ')
    parts.forEach((text, index) => {
      if (index > 0) open = undefined
      if (text === '') return
      if (open === undefined) words.push((open = []))
      open.push({ text, tone })
    })
  }
  return words
}

const ascii = /^[\x20-\x7e]*$/

/** Letters that terminals draw two columns wide: East Asian ones, full-width forms and pictures. */
const wide =
  /[\u1100-\u115e\u2e80-\u303e\u3041-\u4dbf\u4e00-\u9fff\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}/u

/** Marks that are drawn over the letter before. */
const mark = /\p{M}/u

/** Columns that visible text takes on a terminal. @example textWidth('名前') // 4 */
export function textWidth(text: string): number {
  if (ascii.test(text)) return text.length
  let width = 0
  for (const character of text) width += mark.test(character) ? 0 : wide.test(character) ? 2 : 1
  return width
}
