import { firstUnits, visible } from './visible.js'

const longestQuote = 80

/**
 * A text of any origin in quotes, for a message: cut where it is long, with everything in it visible.
 *
 * @example quote('a b')     // '"a b"'
 * @example quote('a\u200b') // '"a\\u200b"'
 */
export function quote(text: string): string {
  return visible(JSON.stringify(text.length > longestQuote ? `${firstUnits(text, longestQuote)}...` : text))
}

/** Several texts in quotes. @example quoteAll(['a', 'b']) // '"a", "b"' */
export function quoteAll(texts: readonly string[]): string {
  return texts.map(quote).join(', ')
}
