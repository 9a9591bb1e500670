import type { Document } from './document.js'
import { renderMarkdown } from './render-markdown.js'
import { renderText } from './render-text.js'

/** A document as Markdown or, by default, as plain text of 80 columns without colours. */
export function renderDocument(
  document: Document,
  options: {
    readonly format?: string | undefined
    readonly color?: boolean | undefined
    readonly width?: number | undefined
  },
): string {
  if (options.format === 'markdown') return renderMarkdown(document)
  return renderText(document, { width: options.width ?? 80, color: options.color ?? false })
}
