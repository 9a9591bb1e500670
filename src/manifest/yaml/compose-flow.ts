import { composeNode, missingNode } from './compose.js'
import { syntaxFailure } from './failure.js'
import type { MappingNode, Node } from './nodes.js'
import type { TokenStream } from './token-stream.js'
import type { Token } from './tokens.js'

/** Reads `[a, b: c, ]`; a pair inside a list is a mapping of one entry. */
export function composeFlowSequence(stream: TokenStream, start: number, add: (item: Node) => void): void {
  stream.next()
  for (let isFirst = true; hasEntry(stream, start, 'flow-sequence-end', isFirst); isFirst = false)
    add(stream.peek().type === 'key' ? composePair(stream) : composeNode(stream, 'flow'))
  stream.next()
}

/** Reads `{a: b, c}`; a key without `:` has no value. */
export function composeFlowMapping(
  stream: TokenStream,
  start: number,
  add: (key: Node, value: Node) => void,
): void {
  const end = 'flow-mapping-end'
  stream.next()
  for (let isFirst = true; hasEntry(stream, start, end, isFirst); isFirst = false) {
    const isPair = stream.accept('key')
    const key = isPair ? composeUnless(stream, ['value', 'flow-entry', end]) : composeNode(stream, 'flow')
    const isValued = isPair && stream.accept('value')
    add(key, isValued ? composeUnless(stream, ['flow-entry', end]) : missingNode(stream.peek().offset))
  }
  stream.next()
}

/** Whether an entry begins here. Takes the comma before it; one comma may also stand behind the last entry. */
function hasEntry(stream: TokenStream, start: number, end: Token['type'], isFirst: boolean): boolean {
  if (stream.peek().type === end) return false
  // At the end of the text the bracket that is not closed says more than the end.
  if (stream.peek().type === 'stream-end') throw syntaxFailure('a bracket is not closed', start)
  if (isFirst) return true
  stream.expect('flow-entry', 'a comma or the closing bracket is missing')
  return stream.peek().type !== end
}

function composePair(stream: TokenStream): MappingNode {
  const end = 'flow-sequence-end'
  const offset = stream.next().offset
  const key = composeUnless(stream, ['value', 'flow-entry', end])
  const isValued = stream.accept('value')
  const value = isValued ? composeUnless(stream, ['flow-entry', end]) : missingNode(stream.peek().offset)
  return { kind: 'mapping', offset, tag: '', entries: [{ key, value }] }
}

/** A node, or a missing one if a token stands here that cannot begin it. */
function composeUnless(stream: TokenStream, ends: readonly Token['type'][]): Node {
  const token = stream.peek()
  return ends.includes(token.type) ? missingNode(token.offset) : composeNode(stream, 'flow')
}
