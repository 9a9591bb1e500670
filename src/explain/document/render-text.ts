import type { Block, Document, Item, Line, Tone } from './document.js'
import { visible } from '../../text/visible.js'
import { wrapWords, type Piece } from './wrap-words.js'

export interface TextOptions {
  /** Columns of the terminal. */
  readonly width: number
  readonly color: boolean
}

/** A document as plain text, with ANSI colours where they are asked for. Ends with a line end. */
export function renderText(document: Document, options: TextOptions): string {
  const lines: string[] = []
  document.forEach((block, index) => {
    if (index > 0 && block.block !== 'list') lines.push('')
    lines.push(...renderBlock(block, 0, options))
  })
  return `${lines.join('\n')}\n`
}

function renderBlock(block: Block, indent: number, options: TextOptions): string[] {
  switch (block.block) {
    case 'title':
    case 'heading':
      // Bold as a whole: a colour within it would end the bold.
      return wrapped(block.line, { first: ' '.repeat(indent), indent }, { ...options, color: false }).map(
        (line) => (options.color ? `${ansi('1')}${line}${ansi('0')}` : line),
      )
    case 'paragraph':
      return wrapped(block.line, { first: ' '.repeat(indent), indent }, options)
    case 'list':
      return block.items.flatMap((item) => renderItem(item, indent, options))
    case 'code':
      return block.text
        .trimEnd()
        .split('\n')
        .map((line) => `${' '.repeat(indent + 2)}${visible(line)}`)
  }
}

function renderItem(item: Item, indent: number, options: TextOptions): string[] {
  const first = `${' '.repeat(indent)}${item.marker ?? '-'} `
  const children = (item.children ?? []).flatMap((child) => renderBlock(child, indent + 2, options))
  return [...wrapped(item.line, { first, indent: indent + 2 }, options), ...children]
}

interface Margin {
  /** What stands in front of the first line. */
  readonly first: string
  /** How far the other lines are moved to the right. */
  readonly indent: number
}

/** Below this, wrapping makes text harder to read than a long line. */
const narrowest = 24

function wrapped(line: Line, { first, indent }: Margin, { width, color }: TextOptions): string[] {
  const room = Math.max(narrowest, width - indent)
  return wrapWords(line, room).map((pieces, index) => {
    const text = pieces.map((piece) => (color ? colored(piece) : piece.text)).join('')
    return `${index === 0 ? first : ' '.repeat(indent)}${text}`
  })
}

/** Select Graphic Rendition parameters: cyan, green, red, yellow, faint. */
const colors: Readonly<Record<Tone, string>> = { name: '36', good: '32', bad: '31', unsure: '33', muted: '2' }

function colored({ text, tone }: Piece): string {
  return tone === undefined ? text : `${ansi(colors[tone])}${text}${ansi('0')}`
}

function ansi(parameter: string): string {
  return `\u001b[${parameter}m`
}
