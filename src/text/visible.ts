/**
 * Characters that a reader cannot see for what they are:
 *
 * 1. controls (C0, C1, DEL), among them ESC and line ends, and the separators of lines and paragraphs;
 * 2. format characters: marks of direction, joiners, tags, the byte order mark;
 * 3. what a font may draw as nothing: Hangul fillers, variation selectors, the blank Braille pattern;
 * 4. every space but the ordinary one; noncharacters and halves of surrogate pairs.
 */
const invisible =
  /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}\p{Surrogate}\u2800]|(?! )\p{Zs}/gu

/** What makes a CI system take a line of a log for a command: `::` where a line may begin, `##[`, `##vso[`, `##teamcity[`. */
const command = /(?<![^ ]):(?=:)|#(?=#(?:vso|teamcity)?\[)/g

/** Nearly every text has none of these, and is its own visible form. */
const suspect = /[^\x20-\x7e]|::|##/

const shortEscapes: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }

/**
 * The door that all text for people goes through: one line, on which everything is seen for what it is. What would not
 * be seen, or would be a command to a CI system, stands as an escape. Visible text is its own visible form.
 *
 * @example visible('a\nb\u001b[31m') // 'a\\nb\\u001b[31m'
 * @example visible('::error::x')     // '\\u003a:error::x'
 */
export function visible(text: string): string {
  return suspect.test(text) ? text.replace(invisible, escape).replace(command, escape) : text
}

function escape(character: string): string {
  const code = (character.codePointAt(0) ?? 0).toString(16)
  return shortEscapes[character] ?? (code.length > 4 ? `\\u{${code}}` : `\\u${code.padStart(4, '0')}`)
}

/** How long a message may be: what strangers write may be of any length. */
const longestMessage = 1024

/**
 * A message as it is handed out: visible, and cut where text of strangers makes it long.
 *
 * @example messageText('no volume a\u200bb') // 'no volume a\\u200bb'
 */
export function messageText(text: string): string {
  return cut(visible(cut(text, longestMessage)), longestMessage)
}

/**
 * Text cut to a number of UTF-16 units, with `...` at its end where something is missing.
 *
 * @example cut('abcdefgh', 6) // 'abc...'
 */
export function cut(text: string, longest: number): string {
  return text.length <= longest ? text : `${firstUnits(text, longest - 3)}...`
}

/** The first UTF-16 units of a text, without half a surrogate pair at the end. */
function firstUnits(text: string, count: number): string {
  return text.slice(0, Math.max(0, count)).replace(/[\ud800-\udbff]$/, '')
}

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

/**
 * The first of several texts in quotes, and how many more there are.
 *
 * @example listNames(['a', 'b'])            // '"a", "b"'
 * @example listNames(['a', 'b', 'c', 'd'], 2) // '"a", "b" and 2 more'
 */
export function listNames(texts: readonly string[], most = 5): string {
  const rest = texts.length - most
  return `${quoteAll(texts.slice(0, most))}${rest > 0 ? ` and ${rest} more` : ''}`
}

/** Several texts in quotes. @example quoteAll(['a', 'b']) // '"a", "b"' */
export function quoteAll(texts: readonly string[]): string {
  return texts.map(quote).join(', ')
}

/** What Go takes for white space: as JavaScript, without the byte order mark and with U+0085. */
const outerSpace = /^(?!\ufeff)[\s\u0085]|(?!\ufeff)[\s\u0085]$/

/** Whether a text has white space at its beginning or end. @example hasOuterSpace('a ') // true */
export function hasOuterSpace(text: string): boolean {
  return outerSpace.test(text)
}
