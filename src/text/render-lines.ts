import type { Item, Line } from './document.js'
import type { FormatOptions } from './render-document.js'
import { renderMarkdown } from './render-markdown.js'
import { wrapped } from './render-text.js'

/** A line, and those that belong to it. */
export interface TextLine {
  readonly line: Line
  readonly children?: readonly TextLine[]
}

/**
 * Text of which each line says one thing, so that it can be searched line by line: it is wrapped only where a width is
 * given. As Markdown it is a list. Without a line end at its end.
 */
export function renderLines(
  lines: readonly TextLine[],
  { format, color = false, width = Infinity, maxLength = 60_000 }: FormatOptions,
): string {
  if (lines.length === 0) return ''
  if (format === 'markdown')
    return renderMarkdown([{ block: 'list', items: lines.map(toItem) }], maxLength).trimEnd()
  return lines.flatMap((line) => renderLine(line, 0, { color, width })).join('\n')
}

function toItem({ line, children = [] }: TextLine): Item {
  return children.length === 0
    ? { line }
    : { line, children: [{ block: 'list', items: children.map(toItem) }] }
}

function renderLine(
  { line, children = [] }: TextLine,
  indent: number,
  options: { readonly color: boolean; readonly width: number },
): readonly string[] {
  return [
    ...wrapped(line, { first: ' '.repeat(indent), indent: indent + 2 }, options),
    ...children.flatMap((child) => renderLine(child, indent + 2, options)),
  ]
}

/** The first lines, and one that counts the others. */
export function limitLines(lines: readonly TextLine[], limit: number, noun: string): readonly TextLine[] {
  const rest = lines.length - limit
  return rest <= 0
    ? lines
    : [...lines.slice(0, limit), { line: [{ text: `and ${rest} further ${noun}`, tone: 'muted' }] }]
}
