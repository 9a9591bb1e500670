import { escapeForHtml } from './go-json.js'
import { toWellFormed } from './utf8.js'

/**
 * A JSON document that remembers its text. `text` is what Go writes for a value it has not touched: without spaces, with
 * `<`, `>`, `&`, U+2028 and U+2029 escaped; the order of keys, numbers and other escapes as they were.
 */
export type RawJson = RawScalar | RawList | RawObject

export interface RawScalar {
  readonly kind: 'scalar'
  readonly text: string
}

export interface RawList {
  readonly kind: 'list'
  readonly text: string
  readonly items: readonly RawJson[]
}

export interface RawObject {
  readonly kind: 'object'
  readonly text: string
  /** In order of first appearance; the last value of a key that comes twice. */
  readonly members: ReadonlyMap<string, RawJson>
  /** The values of keys that come again later, in order. */
  readonly repeated: readonly (readonly [string, RawJson])[]
}

/** Go's decoder gives up on documents nested deeper than this. */
const deepest = 10_000

/**
 * Reads a JSON document; undefined where the text is none, or is nested deeper than 10000 levels.
 *
 * @example parseRawJson('{"a": [1.0]}') // { kind: 'object', text: '{"a":[1.0]}', members: Map { 'a' => ... } }
 */
export function parseRawJson(text: string): RawJson | undefined {
  return isJson(text) ? readTree(compactJson(text)) : undefined
}

/** Whether a text is JSON: JSON.parse and Go agree on what that is, and it reads any depth without recursion. */
export function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

function compactJson(text: string): string {
  const pieces: string[] = []
  let index = 0
  while (index < text.length) {
    const quote = text.indexOf('"', index)
    const end = quote < 0 ? text.length : endOfString(text, quote)
    pieces.push(text.slice(index, quote < 0 ? end : quote).replace(/[ \t\r\n]+/g, ''))
    if (quote >= 0) pieces.push(escapeForHtml(toWellFormed(text.slice(quote, end))))
    index = end
  }
  return pieces.join('')
}

/** A list or object whose end has not been reached; `key` is where the next value of an object belongs. */
interface OpenValue {
  readonly start: number
  readonly items: RawJson[]
  readonly members: Map<string, RawJson>
  readonly repeated: [string, RawJson][]
  key: string
}

// `text` is known to be JSON without spaces, so a value's first character says all about it.
function readTree(text: string): RawJson | undefined {
  const open: OpenValue[] = []
  for (let index = 0; ;) {
    const first = text[index] ?? ''
    if (first === '{' || first === '[') {
      if (open.length === deepest) return undefined
      open.push({ start: index++, items: [], members: new Map(), repeated: [], key: '' })
      continue
    }
    const end = isClosing(first) ? index + 1 : endOfScalar(text, index)
    const parent = open.at(-1)
    if (text[end] === ':' && parent !== undefined) {
      parent.key = readKey(text.slice(index, end))
    } else {
      const value = isClosing(first) ? closeValue(open, text, end) : scalar(text.slice(index, end))
      const container = open.at(-1)
      if (container === undefined) return value
      addTo(container, value, text)
    }
    index = text[end] === ':' || text[end] === ',' ? end + 1 : end
  }
}

function isClosing(char: string): boolean {
  return char === '}' || char === ']'
}

function scalar(text: string): RawScalar {
  return { kind: 'scalar', text }
}

function closeValue(open: OpenValue[], text: string, end: number): RawJson {
  const closed = open.pop()
  if (closed === undefined) return scalar('null')
  const own = text.slice(closed.start, end)
  return text[closed.start] === '{'
    ? { kind: 'object', text: own, members: closed.members, repeated: closed.repeated }
    : { kind: 'list', text: own, items: closed.items }
}

function addTo(container: OpenValue, value: RawJson, text: string): void {
  if (text[container.start] === '[') {
    container.items.push(value)
    return
  }
  const earlier = container.members.get(container.key)
  if (earlier !== undefined) container.repeated.push([container.key, earlier])
  container.members.set(container.key, value)
}

function readKey(quoted: string): string {
  return toWellFormed(JSON.parse(quoted) as string)
}

function endOfScalar(text: string, start: number): number {
  if (text[start] === '"') return endOfString(text, start)
  let end = start
  while (end < text.length && text[end] !== ',' && !isClosing(text[end] ?? '')) end++
  return end
}

/** The place behind a string's closing quote: the first quote with an even number of backslashes in front. */
function endOfString(text: string, start: number): number {
  for (let quote = text.indexOf('"', start + 1); quote >= 0; quote = text.indexOf('"', quote + 1)) {
    let backslashes = 0
    while (text[quote - 1 - backslashes] === '\\') backslashes++
    if (backslashes % 2 === 0) return quote + 1
  }
  return text.length
}
