/** A part of a stream that holds at most one document, or one after the other if they are JSON. */
export interface StreamPart {
  readonly text: string
  /** Index of the part's beginning in the whole text. */
  readonly offset: number
  /** Whether it is one JSON value. */
  readonly isJson: boolean
}

/**
 * Cuts a stream before every line that is `---`, alone or with more behind a blank. No YAML document can contain such a
 * line, nor can JSON, so each part is read on its own, and a mistake in one leaves the others alone.
 */
export function* splitStream(text: string): Generator<StreamPart> {
  const marker = /(?<![^\r\n])---(?![^ \t\r\n])/g
  let start = text.startsWith('\ufeff') ? 1 : 0
  for (let match = marker.exec(text); match !== null; match = marker.exec(text)) {
    if (match.index <= start) continue
    const part = text.slice(start, match.index)
    if (isPrologue(part)) continue
    yield { text: part, offset: start, isJson: false }
    start = match.index
  }
  yield { text: text.slice(start), offset: start, isJson: false }
}

/** Whether a part has directives and otherwise nothing: it belongs to the document that the next `---` begins. */
function isPrologue(part: string): boolean {
  return part.includes('%') && part.split(/[\r\n]/).every((line) => /^(?:%.*|[ \t]*(?:#.*)?)$/.test(line))
}
