// Classes of characters as YAML 1.1 has them. Codes are UTF-16 units; 0 stands for the end of the text.

export const TAB = 0x09
export const LINE_FEED = 0x0a
export const CARRIAGE_RETURN = 0x0d
export const SPACE = 0x20
export const HASH = 0x23
export const PERCENT = 0x25
export const SINGLE_QUOTE = 0x27
export const DOUBLE_QUOTE = 0x22
export const DASH = 0x2d
export const DOT = 0x2e
export const COLON = 0x3a
export const QUESTION = 0x3f
export const BACKSLASH = 0x5c
const NEXT_LINE = 0x85
const LINE_SEPARATOR = 0x2028
const PARAGRAPH_SEPARATOR = 0x2029

/** Space or tab. */
export function isBlank(code: number): boolean {
  return code === SPACE || code === TAB
}

/** A line break. YAML 1.1 counts three of Unicode's among them. */
export function isBreak(code: number): boolean {
  return code === LINE_FEED || code === CARRIAGE_RETURN || isUnicodeBreak(code)
}

/** A line break that keeps its own character in a scalar, or becomes a line feed (U+0085). */
export function isUnicodeBreak(code: number): boolean {
  return code === NEXT_LINE || code === LINE_SEPARATOR || code === PARAGRAPH_SEPARATOR
}

export function isBreakOrEnd(code: number): boolean {
  return code === 0 || isBreak(code)
}

export function isBlankOrEnd(code: number): boolean {
  return code === SPACE || code === TAB || isBreakOrEnd(code)
}

export function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39
}

/** Letters, digits, `_` and `-`: what names of anchors and tag handles are made of. */
export function isWordCharacter(code: number): boolean {
  return (
    isDigit(code) ||
    (code >= 0x41 && code <= 0x5a) ||
    (code >= 0x61 && code <= 0x7a) ||
    code === 0x5f ||
    code === DASH
  )
}

/** `, [ ] { }`, which end a plain scalar inside a flow collection. */
export function isFlowIndicator(code: number): boolean {
  return code === 0x2c || code === 0x5b || code === 0x5d || code === 0x7b || code === 0x7d
}

const forbidden = /[^\t\n\r -~\u0085\u00a0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u

/** Index of the first character that YAML does not allow in its text, -1 if there is none. */
export function findForbiddenCharacter(text: string): number {
  return text.search(forbidden)
}
