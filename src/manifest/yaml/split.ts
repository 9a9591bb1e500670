import { isJson } from '../../kubernetes/raw-json.js'

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

/**
 * The JSON values of a part of a stream: the one that it is, or objects that follow one another; undefined where it is
 * not JSON.
 *
 * Nearly all JSON is YAML, but not all: YAML wants a key and its colon in one line, and forbids some characters. JSON
 * with its line breaks and tabs turned into blanks is YAML, and every place in it stays where it was.
 */
export function splitJson({ text, offset }: StreamPart): readonly StreamPart[] | undefined {
  if (!/^[ \t\r\n]*(?:["[{]|-?\d|(?:true|false|null)[ \t\r\n]*$)/.test(text)) return undefined
  const values = isJson(text) ? [{ text, offset: 0 }] : splitObjects(text)
  return values?.map((value) => ({
    text: value.text.replace(/[\t\r\n]/g, ' '),
    offset: offset + value.offset,
    isJson: true,
  }))
}

interface JsonText {
  readonly text: string
  readonly offset: number
}

/** JSON objects one after the other. Other values cannot be told from YAML: `1 2` is text, and `[1] [2]` a mistake. */
function splitObjects(text: string): JsonText[] | undefined {
  const parts: JsonText[] = []
  for (let start = 0; start < text.length;) {
    const end = findObjectEnd(text, start)
    const part = text.slice(start, end)
    if (!isJson(part)) return undefined
    parts.push({ text: part, offset: start })
    start = end
  }
  return parts
}

/** Index behind the object that begins here, and behind the blanks after it. */
function findObjectEnd(text: string, start: number): number {
  const token = /["\\{}]/g
  let depth = 0
  let isInString = false
  for (token.lastIndex = start; ;) {
    const mark = token.exec(text)?.[0]
    if (mark === undefined) return text.length
    if (mark === '"') isInString = !isInString
    else if (mark === '\\') token.lastIndex += 1
    else if (!isInString) depth += mark === '{' ? 1 : -1
    if (depth === 0 && mark === '}') break
  }
  const behind = /[ \t\r\n]*/y
  behind.lastIndex = token.lastIndex
  return token.lastIndex + (behind.exec(text)?.[0].length ?? 0)
}
