import type * as Yaml from 'yaml'
import type { Node, Pair, YAMLMap, YAMLSeq } from 'yaml'
import { formatYaml } from '../../index.js'
import {
  aboveComments,
  columnOf,
  indentLines,
  isFirstInLine,
  lineEnd,
  lineStart,
  type TextEdit,
  withoutLineEnds,
} from './document-text.js'
import { flowPair, type FlowStyle, flowText } from './flow-text.js'
import { matchItems } from './match-items.js'
import { isMapping, isSame, type Mapping } from './values.js'

/** The text of a document, and what is to be changed in it. */
export interface Editing {
  readonly yaml: typeof Yaml
  readonly text: string
  /** The anchors whose own text changes: their aliases are written out. */
  readonly changedAnchors: ReadonlySet<string>
  readonly edits: TextEdit[]
}

/** Where a node stands. */
interface Place {
  readonly inFlow: boolean
  /** Column of the key or the dash that the node belongs to; -2 for the root. */
  readonly column: number
  readonly isItem: boolean
}

const root: Place = { inFlow: false, column: -2, isItem: false }

/**
 * Collects the edits that turn what a node says into another value.
 *
 * 1. A mapping keeps its pairs where they are; new ones come behind the last.
 * 2. A list keeps its items (see `matchItems`); new ones go between them. Comments above an item stay with it.
 * 3. What cannot be changed in part is written anew: the smallest node that holds the change.
 */
export function findEdits(
  editing: Editing,
  node: Node,
  before: unknown,
  after: unknown,
  place: Place = root,
): void {
  const { yaml, changedAnchors } = editing
  const isUnchanged = isSame(before, after)
  if (isUnchanged && changedAnchors.size === 0) return
  if (yaml.isAlias(node)) {
    if (!isUnchanged || changedAnchors.has(node.source)) replaceNode(editing, node, after, place)
    return
  }
  if (yaml.isMap(node) && isMapping(before) && isMapping(after) && node.items.length > 0)
    return editMap(editing, node, { before, after, place })
  if (yaml.isSeq(node) && Array.isArray(before) && Array.isArray(after) && node.items.length > 0)
    return editSeq(editing, node, { before, after, place })
  if (!isUnchanged) replaceNode(editing, node, after, place)
}

interface Change<T> {
  readonly before: T
  readonly after: T
  readonly place: Place
}

function editMap(editing: Editing, node: YAMLMap, change: Change<Mapping>): void {
  const { before, after, place } = change
  const { text, yaml } = editing
  const pairs = node.items.map((pair) => ({ pair, key: keyOf(editing, pair) }))
  const isRemoved = Object.keys(before).some((key) => !Object.hasOwn(after, key))
  const isMerged = pairs.some(({ pair, key }) => key === '<<' && isChangedAlias(editing, pair.value))
  if (isRemoved || isMerged) return replaceNode(editing, node, after, place)
  const isFlow = node.flow === true
  const inside = { inFlow: isFlow || place.inFlow, isItem: false }
  for (const { pair, key } of pairs)
    if (yaml.isNode(pair.value) && Object.hasOwn(after, key))
      findEdits(editing, pair.value, before[key], after[key], {
        ...inside,
        column: columnOf(text, startOf(pair.key)),
      })
  const own = new Set(pairs.map(({ key }) => key))
  const added = Object.entries(after).filter(([key, value]) => !own.has(key) && !isSame(before[key], value))
  if (added.length === 0) return
  const style = isFlow
    ? flowStyleOf(
        text,
        node,
        pairs.map(({ pair }) => startOf(pair.key)),
      )
    : undefined
  const end = contentEnd(editing, node)
  if (style !== undefined)
    insert(
      editing,
      lastItemEnd(editing, node),
      added.map((pair) => `,${style.gap}${flowPair(pair, style)}`).join(''),
    )
  else {
    const indent = ' '.repeat(columnOf(text, startOf(pairs[0]?.pair.key)))
    insertLines(editing, lineEnd(text, end), indentLines(formatYaml(Object.fromEntries(added)), indent))
  }
}

function editSeq(editing: Editing, node: YAMLSeq, change: Change<readonly unknown[]>): void {
  const { before, after, place } = change
  const items = node.items.filter((item) => editing.yaml.isNode(item))
  const kept = matchItems(before, after)
  const isFlow = node.flow === true
  if (kept.length < before.length || items.length !== before.length)
    return replaceNode(editing, node, after, place)
  const starts = isFlow ? items.map(startOf) : dashesOf(node)
  const byBefore = new Map(kept.map((pair) => [pair.before, pair.after]))
  items.forEach((item, index) => {
    const target = byBefore.get(index)
    if (target === undefined) return
    findEdits(editing, item, before[index], after[target], {
      inFlow: isFlow || place.inFlow,
      isItem: true,
      column: columnOf(editing.text, starts[index] ?? 0),
    })
  })
  const style = isFlow ? flowStyleOf(editing.text, node, starts) : undefined
  for (const [index, values] of groupInserted(kept, before.length, after))
    if (style !== undefined) insertIntoFlow(editing, node, { index, values, starts, style })
    else insertIntoBlock(editing, node, { index, values, starts })
}

/** The new items of a list, by the index of the old one that they come before. */
function groupInserted(
  kept: readonly { readonly before: number; readonly after: number }[],
  length: number,
  after: readonly unknown[],
): readonly (readonly [index: number, values: readonly unknown[]])[] {
  const ends = [...kept, { before: length, after: after.length }]
  return ends
    .map(
      ({ before, after: end }, at) =>
        [before, after.slice(at === 0 ? 0 : (ends[at - 1]?.after ?? -1) + 1, end)] as const,
    )
    .filter(([, values]) => values.length > 0)
}

interface Insertion {
  readonly index: number
  readonly values: readonly unknown[]
  readonly starts: readonly number[]
}

function insertIntoBlock(editing: Editing, node: YAMLSeq, { index, values, starts }: Insertion): void {
  const { text } = editing
  const indent = ' '.repeat(columnOf(text, starts[0] ?? 0))
  const lines = indentLines(formatYaml(values), indent)
  const previous = node.items[index - 1] as Node | undefined
  if (previous !== undefined) return insertLines(editing, lineEnd(text, contentEnd(editing, previous)), lines)
  const dash = starts[0] ?? 0
  if (isFirstInLine(text, dash)) return insertLines(editing, aboveComments(text, dash, 0), lines)
  insert(editing, dash, `${lines.trimStart()}${indent}`)
}

function insertIntoFlow(
  editing: Editing,
  node: YAMLSeq,
  { index, values, starts, style }: Insertion & { readonly style: FlowStyle },
): void {
  const texts = values.map((value) => flowText(value, style))
  const next = starts[index]
  if (next === undefined)
    insert(editing, lastItemEnd(editing, node), texts.map((each) => `,${style.gap}${each}`).join(''))
  else insert(editing, next, texts.map((each) => `${each},${style.gap}`).join(''))
}

function insert({ edits }: Editing, position: number, text: string): void {
  edits.push({ start: position, end: position, text })
}

/** Inserts whole lines; at the end of a text without a line end, that comes first. */
function insertLines(editing: Editing, position: number, lines: string): void {
  const isUnended = position === editing.text.length && !editing.text.endsWith('\n')
  insert(editing, position, isUnended ? `\n${lines.trimEnd()}` : lines)
}

/** Writes a value in place of a node. */
function replaceNode(editing: Editing, node: Node, value: unknown, place: Place): void {
  const { text, edits, yaml } = editing
  const start = startOf(node)
  const end = Math.max(start, contentEnd(editing, node))
  if (place.inFlow) {
    const isMultiline = text.slice(start, end).includes('\n')
    const indent = /^[ \t]*/.exec(text.slice(lineStart(text, start)))?.[0] ?? ''
    const style = { gap: isMultiline ? `\n${indent}` : ' ', unit: '  ', isQuoted: true }
    edits.push({ start, end, text: flowText(value, style) })
    return
  }
  const block = formatYaml(value).trimEnd()
  const isInline = !isCollection(value) && !block.includes('\n')
  const isOwnLine = yaml.isCollection(node) && node.flow !== true && isFirstInLine(text, start)
  const gap = /[\s]/.test(text.charAt(start - 1)) || start === 0 ? '' : ' '
  if (isInline || isEmptyCollection(value)) edits.push({ start, end, text: gap + block })
  else if (isOwnLine || place.isItem || place.column < 0)
    edits.push({
      start,
      end,
      text: gap + indentLines(block, ' '.repeat(columnOf(text, start) + gap.length)).trimStart(),
    })
  else if (!isCollection(value)) edits.push({ start, end, text: gap + indentTail(block, place.column) })
  else
    edits.push({
      start: withoutBlanks(text, start),
      end,
      text: `\n${indentLines(block, ' '.repeat(place.column + 2))}`,
    })
}

/** A block scalar: its header stays where it is, its lines get the indent. */
function indentTail(block: string, column: number): string {
  return block.replace(/\n(?=.)/g, `\n${' '.repeat(Math.max(column, 0))}`)
}

function withoutBlanks(text: string, position: number): number {
  let start = position
  while (/[ \t]/.test(text.charAt(start - 1))) start -= 1
  return start
}

function isCollection(value: unknown): boolean {
  return typeof value === 'object' && value !== null
}

function isEmptyCollection(value: unknown): boolean {
  return isCollection(value) && Object.keys(value as object).length === 0
}

/** `<<` takes an alias or a list of some. */
function isChangedAlias({ yaml, changedAnchors }: Editing, value: unknown): boolean {
  const parts: readonly unknown[] = yaml.isSeq(value) ? value.items : [value]
  return parts.some((part) => yaml.isAlias(part) && changedAnchors.has(part.source))
}

/** The key as the library reads it: a text. */
function keyOf({ yaml }: Editing, { key }: Pair): string {
  return yaml.isScalar(key) ? String(key.value ?? key.source ?? '') : ''
}

function startOf(node: unknown): number {
  return (node as Node | null | undefined)?.range?.[0] ?? 0
}

/** Index behind the last character that belongs to a node, without comments and line ends. */
function contentEnd(editing: Editing, node: Node): number {
  const { yaml, text } = editing
  const isBlock = yaml.isCollection(node) && node.flow !== true
  return isBlock ? lastItemEnd(editing, node) : withoutLineEnds(text, node.range?.[1] ?? 0)
}

function lastItemEnd(editing: Editing, node: Yaml.YAMLMap | Yaml.YAMLSeq | Node): number {
  const { yaml } = editing
  const last: unknown = yaml.isCollection(node) ? node.items.at(-1) : undefined
  if (yaml.isPair(last)) {
    const keyEnd = (last.key as Node | null)?.range?.[1] ?? 0
    return yaml.isNode(last.value) ? Math.max(keyEnd, contentEnd(editing, last.value)) : keyEnd
  }
  return yaml.isNode(last) ? contentEnd(editing, last) : (node.range?.[1] ?? 0)
}

/** Where the dashes of a block list stand. */
function dashesOf(node: YAMLSeq): readonly number[] {
  const token = node.srcToken
  if (token?.type !== 'block-seq') return []
  return token.items.flatMap(({ start }) => {
    const dash = start.find(({ type }) => type === 'seq-item-ind')
    return dash === undefined ? [] : [dash.offset]
  })
}

/** How a flow collection is written: as the gap between its first two items is, or the one before the first. */
function flowStyleOf(text: string, node: Node, starts: readonly number[]): FlowStyle {
  const [first = 0, second] = starts
  const open = startOf(node)
  const before = text.slice(open + 1, first)
  const between = second === undefined ? undefined : /,(\s*)$/.exec(text.slice(first, second))?.[1]
  const gap = between ?? (before.includes('\n') ? before : ' ')
  const indentOf = (position: number): string =>
    /^[ \t]*/.exec(text.slice(lineStart(text, position)))?.[0] ?? ''
  const unit = gap.slice(gap.lastIndexOf('\n') + 1).slice(indentOf(open).length)
  return {
    gap: gap.includes('\n') ? gap.slice(gap.lastIndexOf('\n')) : gap,
    unit: unit === '' ? '  ' : unit,
    isQuoted: text.charAt(first) === '"',
  }
}
