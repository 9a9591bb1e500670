/** A change of a text: what stands from `start` to `end` is replaced. */
export interface TextEdit {
  readonly start: number
  readonly end: number
  readonly text: string
}

/** The text with all changes made. Those of one place come in the order given. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const isCrlf = text.includes('\r\n')
  const parts: string[] = []
  let position = 0
  for (const edit of [...edits].sort((a, b) => a.start - b.start)) {
    parts.push(text.slice(position, edit.start), isCrlf ? edit.text.replace(/\n/g, '\r\n') : edit.text)
    position = edit.end
  }
  return [...parts, text.slice(position)].join('')
}

/** Index of the beginning of the line that a place is in. */
export function lineStart(text: string, position: number): number {
  return text.lastIndexOf('\n', position - 1) + 1
}

/** Index behind the line that a place is in; the length of the text where it is the last. */
export function lineEnd(text: string, position: number): number {
  const end = text.indexOf('\n', position)
  return end === -1 ? text.length : end + 1
}

export function columnOf(text: string, position: number): number {
  return position - lineStart(text, position)
}

/** Whether nothing but blanks comes before a place in its line. */
export function isFirstInLine(text: string, position: number): boolean {
  return /^[ \t]*$/.test(text.slice(lineStart(text, position), position))
}

/** The place above the comments that stand directly above the line of a place, from `floor` on. */
export function aboveComments(text: string, position: number, floor: number): number {
  let start = lineStart(text, position)
  for (;;) {
    const before = lineStart(text, start - 1)
    if (start === 0 || before < floor || !/^[ \t]*#/.test(text.slice(before, start))) return start
    start = before
  }
}

/** A place without the line ends before it. */
export function withoutLineEnds(text: string, end: number): number {
  let position = end
  while (position > 0 && /[\r\n]/.test(text.charAt(position - 1))) position -= 1
  return position
}

/** Lines, each but the empty ones with an indent. */
export function indentLines(text: string, indent: string): string {
  return text.replace(/^(?=.)/gm, indent)
}
