/** What Go takes for white space: as JavaScript, without the byte order mark and with U+0085. */
const outerSpace = /^(?!\ufeff)[\s\u0085]|(?!\ufeff)[\s\u0085]$/

/** Whether a text has white space at its beginning or end. @example hasOuterSpace('a ') // true */
export function hasOuterSpace(text: string): boolean {
  return outerSpace.test(text)
}
