import type { Block, Document, Item, Line, Marker, Row, Tone } from './document.js'
import { visible } from './visible.js'

export interface TextOptions {
  /** Columns of the terminal. */
  readonly width: number
  readonly color: boolean
}

/** A document as plain text, with ANSI colours where they are asked for. Ends with a line end. */
export function renderText(document: Document, options: TextOptions): string {
  const blocks = document.map((block, index) => {
    const gap = index > 0 && block.block !== 'list' ? [''] : []
    return [...gap, ...renderBlock(block, 0, options)]
  })
  return `${blocks.flat().join('\n')}\n`
}

function renderBlock(block: Block, indent: number, options: TextOptions): readonly string[] {
  const margin = { first: ' '.repeat(indent), indent }
  switch (block.block) {
    case 'title':
    case 'heading':
      return wrapped(block.line, margin, { ...options, bold: true })
    case 'paragraph':
      return wrapped(block.line, margin, options)
    case 'list':
      return block.items.flatMap((item) => renderItem(item, indent, options))
    case 'table':
      return renderTable([block.head, ...block.rows], ' '.repeat(indent), options)
    case 'rows':
      return renderRows(block.rows, indent, options)
    case 'frame':
      return block.lines.map((line) => `${' '.repeat(indent)}${join(unwrapped(line), options.color)}`)
    case 'code':
      return block.text
        .trimEnd()
        .split('\n')
        .map((line) => `${' '.repeat(indent + 2)}${visible(line)}`)
  }
}

function renderItem(item: Item, indent: number, options: TextOptions): readonly string[] {
  const marker = item.marker ?? '*'
  const first = `${' '.repeat(indent)}${join([{ text: marker, tone: markerTones[marker] }], options.color)} `
  const children = (item.children ?? []).flatMap((child) => renderBlock(child, indent + 2, options))
  return [...wrapped(item.line, { first, indent: indent + 2 }, options), ...children]
}

/** All cells but the last are as wide as the widest of their column; the last is wrapped beside them. */
function renderRows(rows: readonly Row[], indent: number, options: TextOptions): readonly string[] {
  const heads = rows.map(({ cells }) => cells.slice(0, -1).map(unwrapped))
  const widths = columnWidths(heads)
  const taken = indent + widths.reduce((sum, width) => sum + width + 2, 0)
  return rows.flatMap(({ cells, children = [] }, index) => {
    const head = (heads[index] ?? []).map(
      (cell, column) => `${padded(cell, widths[column] ?? 0, options.color)}  `,
    )
    const first = `${' '.repeat(indent)}${head.join('')}`
    const lines = wrapped(cells[cells.length - 1] ?? [], { first, indent: taken }, options)
    return [...lines, ...children.flatMap((child) => renderBlock(child, taken, options))]
  })
}

/** A line as it is, with every space kept, made harmless. */
function unwrapped(line: Line): readonly Piece[] {
  return line.map((inline) =>
    typeof inline === 'string'
      ? { text: visible(inline), tone: undefined }
      : { text: visible(inline.text), tone: inline.tone },
  )
}

function columnWidths(rows: readonly (readonly (readonly Piece[])[])[]): readonly number[] {
  const widths: number[] = []
  for (const row of rows)
    row.forEach((cell, column) => {
      widths[column] = Math.max(widths[column] ?? 0, widthOf(cell))
    })
  return widths
}

function padded(cell: readonly Piece[], width: number, color: boolean): string {
  return `${join(cell, color)}${' '.repeat(Math.max(0, width - widthOf(cell)))}`
}

/** Cells under each other, two spaces apart; they are not wrapped. */
function renderTable(
  rows: readonly (readonly Line[])[],
  margin: string,
  { color }: TextOptions,
): readonly string[] {
  const cells = rows.map((row) => row.map((line) => wrapWords(line, Infinity)[0] ?? []))
  const widths = columnWidths(cells)
  return cells.map((row) => {
    const texts = row.map((cell, column) => padded(cell, widths[column] ?? 0, color))
    return `${margin}${texts.join('  ')}`.trimEnd()
  })
}

function widthOf(pieces: readonly Piece[]): number {
  return pieces.reduce((sum, { text }) => sum + textWidth(text), 0)
}

interface Margin {
  /** What stands in front of the first line. */
  readonly first: string
  /** How far the other lines are moved to the right. */
  readonly indent: number
}

/** Below this, wrapping makes text harder to read than a long line. */
const narrowest = 24

/** A line, broken so that it fits. */
export function wrapped(
  line: Line,
  { first, indent }: Margin,
  { width, color, bold = false }: TextOptions & { readonly bold?: boolean },
): readonly string[] {
  const room = Math.max(narrowest, width - indent)
  return wrapWords(line, room).map(
    (pieces, index) => `${index === 0 ? first : ' '.repeat(indent)}${join(pieces, color, bold)}`,
  )
}

const markerTones: Readonly<Record<Marker, Tone>> = {
  '!': 'bad',
  '?': 'unsure',
  '~': 'unsure',
  '+': 'good',
  '-': 'muted',
  '*': 'muted',
}

/** Select Graphic Rendition parameters: cyan, green, red, yellow, faint. */
const colors: Readonly<Record<Tone, string>> = { name: '36', good: '32', bad: '31', unsure: '33', muted: '2' }

/** Bold stands in front of each colour again, since the end of a colour ends it too. */
function join(pieces: readonly Piece[], color: boolean, bold = false): string {
  return pieces
    .map(({ text, tone }) => {
      const parameters = [
        ...(bold && tone !== 'muted' ? ['1'] : []),
        ...(tone === undefined ? [] : [colors[tone]]),
      ]
      return color && parameters.length > 0 ? `${ansi(parameters.join(';'))}${text}${ansi('0')}` : text
    })
    .join('')
}

function ansi(parameter: string): string {
  return `\u001b[${parameter}m`
}

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
