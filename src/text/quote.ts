const longestQuote = 80

/** A text in quotes for a message, cut where it is long, since it may be of any length. @example quote('a b') // '"a b"' */
export function quote(text: string): string {
  return JSON.stringify(text.length > longestQuote ? `${text.slice(0, longestQuote)}...` : text)
}

/** Several texts in quotes. @example quoteAll(['a', 'b']) // '"a", "b"' */
export function quoteAll(texts: readonly string[]): string {
  return texts.map(quote).join(', ')
}
