import type { Line, Tone } from './document.js'
import { visible } from '../../text/visible.js'

/** A stretch of one tone within a line. */
export interface Piece {
  readonly text: string
  readonly tone: Tone | undefined
}

/**
 * Breaks a line at spaces so that none is longer than `width`, where words allow it: a word that is too long, such as a
 * label or an image, stays whole, since people copy it.
 *
 * @param width in characters; at least one word stands on each line
 */
export function wrapWords(line: Line, width: number): readonly (readonly Piece[])[] {
  const lines: Piece[][] = [[]]
  let used = 0
  for (const word of wordsOf(line)) {
    const length = word.reduce((sum, { text }) => sum + [...text].length, 0)
    const current = lines[lines.length - 1] as Piece[]
    if (current.length > 0 && used + 1 + length > width) {
      lines.push([...word])
      used = length
      continue
    }
    if (current.length > 0) current.push({ text: ' ', tone: undefined })
    current.push(...word)
    used += length + (current.length > word.length ? 1 : 0)
  }
  return lines
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
