import { composeNode, missingNode } from './compose.js'
import { syntaxFailure } from './failure.js'
import type { Node } from './nodes.js'
import type { TokenStream } from './token-stream.js'
import type { Token } from './tokens.js'

/** Reads the items of a list that is indented on its own. */
export function composeBlockSequence(stream: TokenStream, start: number, add: (item: Node) => void): void {
  stream.next()
  while (stream.peek().type === 'block-entry') {
    const end = stream.next().offset + 1
    add(
      isOneOf(stream.peek(), ['block-entry', 'block-end']) ? missingNode(end) : composeNode(stream, 'block'),
    )
  }
  expectBlockEnd(stream, start, 'this list goes on with something that is no list item')
}

/** Reads the items of a list that stands at the column of the key it belongs to; it ends where the next key begins. */
export function composeIndentlessSequence(stream: TokenStream, add: (item: Node) => void): void {
  while (stream.peek().type === 'block-entry') {
    const end = stream.next().offset + 1
    const isMissing = isOneOf(stream.peek(), ['block-entry', 'key', 'value', 'block-end'])
    add(isMissing ? missingNode(end) : composeNode(stream, 'block'))
  }
}

/** Reads the entries of a mapping in block style. */
export function composeBlockMapping(
  stream: TokenStream,
  start: number,
  add: (key: Node, value: Node) => void,
): void {
  stream.next()
  while (isOneOf(stream.peek(), ['key'])) {
    const key = composeEntryPart(stream)
    const value =
      stream.peek().type === 'value' ? composeEntryPart(stream) : missingNode(stream.peek().offset)
    add(key, value)
  }
  expectBlockEnd(
    stream,
    start,
    'this mapping goes on with something that is no key; is the indentation right?',
  )
}

/** Reads what stands behind `?` or `:`. */
function composeEntryPart(stream: TokenStream): Node {
  const end = stream.next().offset + 1
  const isMissing = isOneOf(stream.peek(), ['key', 'value', 'block-end'])
  return isMissing ? missingNode(end) : composeNode(stream, 'block-or-indentless')
}

/** The mistake is where the collection fails to go on, but the collection's beginning helps to find it. */
function expectBlockEnd(stream: TokenStream, start: number, message: string): void {
  const token = stream.peek()
  if (token.type !== 'block-end') throw syntaxFailure(message, Math.max(token.offset, start))
  stream.next()
}

function isOneOf(token: Token, types: readonly Token['type'][]): boolean {
  return types.includes(token.type)
}
