import type { Document } from './document.js'
import { renderMarkdown } from './render-markdown.js'
import { renderText } from './render-text.js'

/** How text for people is to look. Every `format*` function that prints more than a value takes these. */
export interface FormatOptions {
  /**
   * - `text`: for a terminal or a log.
   * - `markdown`: GitHub-flavoured, for the comment of a pull request.
   *
   * @default 'text'
   */
  readonly format?: 'text' | 'markdown' | undefined
  /** Whether text gets ANSI colours. @default false */
  readonly color?: boolean | undefined
  /** Columns at which text is wrapped. Words are never broken. @default 80 */
  readonly width?: number | undefined
  /** How many points a list has before the rest is counted. @default 20 */
  readonly limit?: number | undefined
  /** How many characters Markdown has at most; the comment of a pull request takes 65,536. @default 60000 */
  readonly maxLength?: number | undefined
}

/** How many points of a list are shown where nobody says. */
export const defaultLimit = 20

/** A document as Markdown or, by default, as plain text of 80 columns without colours. Ends with a line end. */
export function renderDocument(
  document: Document,
  { format, color = false, width = 80, maxLength = 60_000 }: FormatOptions,
): string {
  return format === 'markdown' ? renderMarkdown(document, maxLength) : renderText(document, { width, color })
}
