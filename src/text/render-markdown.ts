import type { Block, Document, Inline, Item, Line, Row } from './document.js'
import { visible } from './visible.js'

/**
 * A document as GitHub-flavoured Markdown, fit for the comment of a pull request. Ends with a line end.
 *
 * @param maxLength beyond it, whole lines are left out and counted
 */
export function renderMarkdown(document: Document, maxLength: number): string {
  const text = `${document.map((block) => renderBlock(block, 0)).join('\n\n')}\n`
  return text.length <= maxLength ? text : cutLines(text, maxLength)
}

/** Kept free for the sentence that counts what is left out, and for the end of a code block. */
const roomForEnd = 200

function cutLines(text: string, maxLength: number): string {
  const end = text.lastIndexOf('\n', Math.max(0, maxLength - roomForEnd))
  const kept = end < 0 ? '' : text.slice(0, end)
  const fence = openFence(kept)
  const missing = text.slice(end + 1).split('\n').length - 1
  return `${kept}${fence === undefined ? '' : `\n${fence}`}\n\n**Cut here**: ${missing} more lines.\n`
}

/** The fence of a code block that a text leaves open. */
function openFence(text: string): string | undefined {
  let open: string | undefined
  for (const [, fence = ''] of text.matchAll(/^ *(`{3,})/gm))
    open = open === undefined ? fence : fence.length >= open.length ? undefined : open
  return open
}

function renderBlock(block: Block, indent: number): string {
  const margin = ' '.repeat(indent)
  switch (block.block) {
    case 'title':
      return `${margin}### ${renderLine(block.line)}`
    case 'heading':
      return `${margin}#### ${renderLine(block.line)}`
    case 'paragraph':
      return `${margin}${renderLine(block.line)}`
    case 'list':
      return block.items.map((item) => renderItem(item, indent)).join('\n')
    case 'table':
      return renderTable(block.head, block.rows, margin)
    case 'rows':
      return block.rows.map((row) => renderItem(asItem(row), indent)).join('\n')
    case 'frame':
      return renderCode(block.lines.map(plainText).join('\n'), 'text', margin)
    case 'code':
      return renderCode(block.text, block.language, margin)
  }
}

function renderItem(item: Item, indent: number): string {
  const children = (item.children ?? []).map((child) => {
    // A list may follow at once; anything else needs an empty line to be a part of the point.
    const gap = child.block === 'list' ? '\n' : '\n\n'
    return `${gap}${renderBlock(child, indent + 2)}`
  })
  return `${' '.repeat(indent)}- ${renderLine(item.line)}${children.join('')}`
}

/** In Markdown, columns are words in a row. */
function asItem({ cells, children }: Row): Item {
  const line = cells.flatMap((cell, index): Line =>
    index === 0 || cell.length === 0 ? cell : [' ', ...cell],
  )
  return { line, ...(children === undefined ? {} : { children }) }
}

function plainText(line: Line): string {
  return line.map((inline) => (typeof inline === 'string' ? inline : inline.text)).join('')
}

function renderTable(head: readonly Line[], rows: readonly (readonly Line[])[], margin: string): string {
  const row = (cells: readonly string[]): string => `${margin}| ${cells.join(' | ')} |`
  // A bar ends a cell even within code.
  const cells = (lines: readonly Line[]): string[] =>
    lines.map((line) => renderLine(line).replace(/(?<!\\)\|/g, '\\|'))
  return [row(cells(head)), row(head.map(() => '---')), ...rows.map((each) => row(cells(each)))].join('\n')
}

function renderCode(text: string, language: string, margin: string): string {
  const fence = '`'.repeat(Math.max(3, longestRun(text) + 1))
  const lines = [`${fence}${language}`, ...text.trimEnd().split('\n').map(visible), fence]
  return lines.map((line) => `${margin}${line}`).join('\n')
}

function renderLine(line: Line): string {
  return line.map(renderInline).join('')
}

function renderInline(inline: Inline): string {
  if (typeof inline === 'string') return escapeMarkdown(inline)
  switch (inline.tone) {
    case 'name':
      return codeSpan(visible(inline.text))
    case 'good':
    case 'bad':
    case 'unsure':
      return `**${escapeMarkdown(inline.text)}**`
    case 'muted':
      return `<sub>${escapeMarkdown(inline.text)}</sub>`
  }
}

function codeSpan(text: string): string {
  const fence = '`'.repeat(longestRun(text) + 1)
  const pad = text.startsWith('`') || text.endsWith('`') || text.trim() === '' ? ' ' : ''
  return `${fence}${pad}${text}${pad}${fence}`
}

/** The length of the longest run of backticks. */
function longestRun(text: string): number {
  return (text.match(/`+/g) ?? []).reduce((longest, run) => Math.max(longest, run.length), 0)
}

/**
 * The door for text in Markdown: visible, and with all that Markdown or HTML would take for more than text made harmless.
 *
 * 1. Signs of markup are escaped; so are bars, which part the cells of a table.
 * 2. `@name` and `#1` would notify people and link to issues even when escaped, and so would `GH-1`; an empty comment
 *    keeps the sign and the word apart.
 * 3. `https://`, `www.` and mail addresses would become links by themselves; the same comment keeps them text.
 */
function escapeMarkdown(text: string): string {
  return visible(text)
    .replace(/[\\`*_[<|~&]/g, (sign) => (sign === '<' ? '&lt;' : `\\${sign}`))
    .replace(/([@#])(?=\w)|\b(GH-)(?=\d)|(:)(?=\/\/)|\b(www)(?=\.)/gi, '$&<!-- -->')
}
