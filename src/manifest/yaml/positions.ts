import type { FieldPath } from '../../issue/index.js'
import { composePart, type YamlDocument } from './documents.js'
import type { Limits } from './limits.js'
import { mapKey } from './map-key.js'
import type { MappingEntry, MappingNode, Node } from './nodes.js'

/** A place in a text as editors show it: both numbers count from 1, columns in UTF-16 units. */
export interface Position {
  readonly line: number
  readonly column: number
}

/** Finds lines and columns in a text. Indexes its lines when it is first asked. */
export class LineIndex {
  readonly #text: string
  #lineStarts: readonly number[] | undefined

  constructor(text: string) {
    this.#text = text
  }

  positionAt(offset: number): Position {
    const starts = (this.#lineStarts ??= findLineStarts(this.#text))
    let low = 0
    let high = starts.length
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if ((starts[middle] ?? 0) <= offset) low = middle
      else high = middle
    }
    return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 }
  }
}

function findLineStarts(text: string): number[] {
  const starts = [text.startsWith('\ufeff') ? 1 : 0]
  for (const lineBreak of text.matchAll(/\r\n|\r|\n/g)) starts.push(lineBreak.index + lineBreak[0].length)
  return starts
}

/**
 * Index in the whole text of the field that a path leads to: of its key, or of the item in a list. Where the path leads
 * to nothing, as with a field that is missing, of the last thing on the way that is there.
 *
 * The document's tree is not kept from the first reading. It is made again, since that costs only where there are
 * mistakes.
 */
export function findOffset(document: YamlDocument, path: FieldPath, limits: Limits): number {
  const { roots } = composePart(document.part.text, limits, { left: Number.POSITIVE_INFINITY })
  const root = roots[document.index]
  return document.part.offset + (root === undefined ? 0 : offsetOfPath(root, path))
}

function offsetOfPath(root: Node, path: FieldPath): number {
  let offset = root.offset
  let node: Node | undefined = root
  for (const segment of path) {
    const step: Step | undefined = node === undefined ? undefined : takeStep(node, segment)
    if (step === undefined) break
    offset = step.offset
    node = step.node
  }
  return offset
}

interface Step {
  readonly offset: number
  readonly node: Node
}

function takeStep(node: Node, segment: string | number): Step | undefined {
  const target = node.kind === 'alias' ? node.target : node
  if (target.kind === 'sequence') {
    const item = typeof segment === 'number' ? target.items[segment] : undefined
    return item === undefined ? undefined : { offset: item.offset, node: item }
  }
  if (target.kind !== 'mapping') return undefined
  const entry = findEntry(target, String(segment))
  return entry === undefined ? undefined : { offset: entry.key.offset, node: entry.value }
}

/** The entry that gave a mapping the value of a key, or that merged it in. */
function findEntry(mapping: MappingNode, key: string): MappingEntry | undefined {
  for (const entry of [...mapping.entries].reverse()) {
    if (isKey(entry.key, key)) return entry
    const merged = isMerge(entry.key) ? findMergedEntry(entry.value, key) : undefined
    if (merged !== undefined) return merged
  }
  return undefined
}

function findMergedEntry(source: Node, key: string): MappingEntry | undefined {
  const target = source.kind === 'alias' ? source.target : source
  if (target.kind === 'mapping') return findEntry(target, key)
  if (target.kind !== 'sequence') return undefined
  for (const item of target.items) {
    const entry = findMergedEntry(item, key)
    if (entry !== undefined) return entry
  }
  return undefined
}

function isMerge(key: Node): boolean {
  return key.kind === 'scalar' && key.isPlain && key.text === '<<'
}

function isKey(node: Node, key: string): boolean {
  return !isMerge(node) && mapKey(node) === key
}
