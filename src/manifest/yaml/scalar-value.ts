import { ReadFailure } from './failure.js'
import { decodeBase64, decodeUtf8 } from './bytes.js'
import { isTimestamp, readFloat, readInteger } from './literals.js'
import { coreTag, type ScalarNode } from './nodes.js'

/** What a scalar means. Integers keep their digits, since a key is made of all of them. */
export type ScalarValue =
  | { readonly type: 'string'; readonly value: string }
  | { readonly type: 'null'; readonly value: null }
  | { readonly type: 'boolean'; readonly value: boolean }
  | { readonly type: 'integer'; readonly value: bigint }
  | { readonly type: 'float'; readonly value: number }

const words: ReadonlyMap<string, ScalarValue> = new Map<string, ScalarValue>([
  ...['', '~', 'null', 'Null', 'NULL'].map((word) => [word, { type: 'null', value: null }] as const),
  ...['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON'].map(
    (word) => [word, { type: 'boolean', value: true }] as const,
  ),
  ...['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF'].map(
    (word) => [word, { type: 'boolean', value: false }] as const,
  ),
  ...['.nan', '.NaN', '.NAN'].map((word) => [word, { type: 'float', value: Number.NaN }] as const),
  ...['.inf', '.Inf', '.INF', '+.inf', '+.Inf', '+.INF'].map(
    (word) => [word, { type: 'float', value: Number.POSITIVE_INFINITY }] as const,
  ),
  ...['-.inf', '-.Inf', '-.INF'].map(
    (word) => [word, { type: 'float', value: Number.NEGATIVE_INFINITY }] as const,
  ),
])

/** The type that each of YAML's own tags asks for. Any other tag leaves the text as it is. */
const taggedTypes: ReadonlyMap<string, ScalarValue['type'] | 'timestamp'> = new Map([
  [`${coreTag}bool`, 'boolean'],
  [`${coreTag}int`, 'integer'],
  [`${coreTag}float`, 'float'],
  [`${coreTag}null`, 'null'],
  [`${coreTag}timestamp`, 'timestamp'],
])

/**
 * The value of a scalar, by the rules of YAML 1.1 with the exceptions of Go's parser.
 *
 * 1. Quoted text, and text with a tag of the author's own, is text; `!!binary` is decoded.
 * 2. Plain text is null, a boolean or a number where it is spelled like one: `~`, `yes`, `0644`, `0b11`, `1_000`, `.5`.
 * 3. Otherwise it is text, and so are dates and `12:30`.
 * 4. A tag such as `!!int` demands a type, quotes or not, and does not convert (except an integer to `!!float`).
 *
 * @throws ReadFailure where a tag and its text do not fit
 */
export function scalarValue(node: ScalarNode): ScalarValue {
  if (node.tag === '') return node.isPlain ? plainValue(node.text) : text(node.text)
  if (node.tag === `${coreTag}binary`) return text(decodeBinary(node))
  const wanted = taggedTypes.get(node.tag)
  if (wanted === undefined) return text(node.text)
  return taggedValue(node, wanted)
}

function taggedValue(node: ScalarNode, wanted: ScalarValue['type'] | 'timestamp'): ScalarValue {
  if (wanted === 'timestamp' && isTimestamp(node.text)) return text(node.text)
  const value = plainValue(node.text)
  if (value.type === wanted) return value
  if (wanted === 'float' && value.type === 'integer') return { type: 'float', value: Number(value.value) }
  throw new ReadFailure('yaml-syntax', `the text is no ${wanted}, as its tag says`, node.offset)
}

function decodeBinary(node: ScalarNode): string {
  const bytes = decodeBase64(node.text)
  if (bytes === undefined)
    throw new ReadFailure('yaml-syntax', 'the !!binary text is not base64', node.offset)
  return decodeUtf8(bytes)
}

function text(value: string): ScalarValue {
  return { type: 'string', value }
}

/** What plain, untagged text means. */
export function plainValue(written: string): ScalarValue {
  const word = words.get(written)
  if (word !== undefined) return word
  const integer = readInteger(written)
  if (integer !== undefined) return { type: 'integer', value: integer }
  const float = readFloat(written)
  return float === undefined ? text(written) : { type: 'float', value: float }
}
