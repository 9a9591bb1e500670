import { compareUtf8, toWellFormed } from './utf8.js'

/** What cannot stand between quotes as it is. Nearly no text has any of it. */
const special = /["\\<>&\u0000-\u001f\u2028\u2029\ud800-\udfff]/
const escaped = /[<>&\u2028\u2029]/g

/**
 * The JSON text that Go's `json.Marshal` gives for a decoded value.
 *
 * 1. Keys are sorted by the bytes of their UTF-8 form, and nothing is indented.
 * 2. `<`, `>`, `&`, U+2028 and U+2029 are escaped; a lone surrogate becomes U+FFFD. Two keys that this makes equal are
 *    one, and the later value wins.
 * 3. Numbers are written as in JavaScript, except that minus zero is `-0`.
 * 4. What JSON cannot hold (`undefined`, functions, infinity) is left out of objects, and `null` elsewhere.
 *
 * @example encodeGoJson({ b: '<', a: -0 }) // '{"a":-0,"b":"\u003c"}' with the escape as it stands
 */
export function encodeGoJson(value: unknown): string {
  return writeNested(value, expandValue)
}

/**
 * A text as Go's encoder writes it, quotes included; see `encodeGoJson` for the escapes.
 *
 * @example encodeGoString('a\n') // '"a\\n"'
 */
export function encodeGoString(text: string): string {
  if (!special.test(text)) return `"${text}"`
  return escapeForHtml(JSON.stringify(toWellFormed(text)))
}

/**
 * Escapes in a JSON text what Go escapes so that the text can stand in a web page. Outside of strings JSON has none of it.
 *
 * @example escapeForHtml('"a&b"') // '"a\\u0026b"'
 */
export function escapeForHtml(json: string): string {
  return json.replace(escaped, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

function expandValue(value: unknown): string | readonly TextPart<unknown>[] {
  if (typeof value === 'string') return encodeGoString(value)
  if (typeof value === 'number') return Object.is(value, -0) ? '-0' : JSON.stringify(value)
  if (typeof value === 'boolean') return String(value)
  if (typeof value !== 'object' || value === null) return 'null'
  return Array.isArray(value) ? listParts(value.map((node: unknown) => ({ node }))) : expandObject(value)
}

function expandObject(object: object): TextPart<unknown>[] {
  const members = new Map<string, TextPart<unknown>>()
  for (const [key, node] of Object.entries(object)) {
    if (node !== undefined && typeof node !== 'function') members.set(toWellFormed(key), { node })
  }
  return objectParts(members)
}

/** The parts of a list, elements in the order given. */
export function listParts<Node>(elements: readonly TextPart<Node>[]): TextPart<Node>[] {
  const parts: TextPart<Node>[] = ['[']
  for (const element of elements) parts.push(parts.length > 1 ? ',' : '', element)
  parts.push(']')
  return parts
}

/** The parts of an object, keys sorted as Go sorts them. */
export function objectParts<Node>(members: ReadonlyMap<string, TextPart<Node>>): TextPart<Node>[] {
  const parts: TextPart<Node>[] = ['{']
  for (const [key, member] of [...members].sort(([a], [b]) => compareUtf8(a, b))) {
    parts.push(`${parts.length > 1 ? ',' : ''}${encodeGoString(key)}:`, member)
  }
  parts.push('}')
  return parts
}

/** A part of a text: the text itself, or a node whose text is to stand there. */
export type TextPart<Node> = string | { readonly node: Node }

/**
 * Writes a tree as text. `expand` says what stands in place of a node: text, or parts in order.
 *
 * It keeps a list of what is still to be written and so needs no recursion: a document may be nested deeper than the
 * call stack.
 *
 * @example writeNested(['a', ['b']], (n) => typeof n === 'string' ? n : ['(', ...n.map((node) => ({ node })), ')']) // '(a(b))'
 */
export function writeNested<Node>(
  root: Node,
  expand: (node: Node) => string | readonly TextPart<Node>[],
): string {
  const pending: TextPart<Node>[] = [{ node: root }]
  let text = ''
  for (let part = pending.pop(); part !== undefined; part = pending.pop()) {
    const written = typeof part === 'string' ? part : expand(part.node)
    if (typeof written === 'string') text += written
    else for (let index = written.length; index > 0; index--) pending.push(written[index - 1] ?? '')
  }
  return text
}

/**
 * The JSON text that Go writes for a value in canonical form (see `readGoStruct`).
 *
 * The order of keys is that of the value, which for structs is their order of declaration. JavaScript moves keys that
 * look like numbers to the front; only maps have such keys, and Go sorts the keys of maps.
 */
export function writeGoJson(value: unknown): string {
  if (typeof value === 'string') return encodeGoString(value)
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  if (Array.isArray(value)) return `[${value.map(writeGoJson).join(',')}]`
  const keys = Object.keys(value)
  if (keys.some(looksLikeIndex)) keys.sort(compareUtf8)
  const object = value as Readonly<Record<string, unknown>>
  return `{${keys.map((key) => `${encodeGoString(key)}:${writeGoJson(object[key])}`).join(',')}}`
}

function looksLikeIndex(key: string): boolean {
  const first = key.charCodeAt(0)
  return first >= 48 && first <= 57
}
