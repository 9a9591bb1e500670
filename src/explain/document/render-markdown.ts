import type { Block, Document, Inline, Item, Line } from './document.js'
import { visible } from '../../text/visible.js'

/** A document as GitHub-flavoured Markdown, fit for the comment of a pull request. Ends with a line end. */
export function renderMarkdown(document: Document): string {
  return `${document.map((block) => renderBlock(block, 0)).join('\n\n')}\n`
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

function renderCode(text: string, language: string, margin: string): string {
  const fence = '`'.repeat(Math.max(3, longestRun(text) + 1))
  const lines = [`${fence}${language}`, ...text.trimEnd().split('\n').map(visible), fence]
  return lines.map((line) => `${margin}${line}`).join('\n')
}

function renderLine(line: Line): string {
  return line.map(renderInline).join('')
}

function renderInline(inline: Inline): string {
  if (typeof inline === 'string') return escapeProse(visible(inline))
  const text = visible(inline.text)
  switch (inline.tone) {
    case 'name':
      return codeSpan(text)
    case 'good':
    case 'bad':
    case 'unsure':
      return `**${escapeProse(text)}**`
    case 'muted':
      return `<sub>${escapeProse(text)}</sub>`
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
 * Prose with all that Markdown or HTML would take for more than text made harmless. `@name` and `#1` would notify people
 * and link to issues even when escaped; an empty comment behind the sign keeps them apart.
 */
function escapeProse(text: string): string {
  return text
    .replace(/[\\`*_[<|~&]/g, (character) => (character === '<' ? '&lt;' : `\\${character}`))
    .replace(/(?<!\w)([@#])(?=\w)/g, '$1<!-- -->')
}
