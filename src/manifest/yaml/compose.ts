import { composeBlockMapping, composeBlockSequence, composeIndentlessSequence } from './compose-block.js'
import { composeFlowMapping, composeFlowSequence } from './compose-flow.js'
import { syntaxFailure } from './failure.js'
import { coreTag, type Node, type ScalarNode } from './nodes.js'
import type { TokenStream } from './token-stream.js'
import type { TagToken, Token } from './tokens.js'

/** Where a node stands. Lists may lack indentation of their own only as values of a block mapping. */
export type NodePlace = 'flow' | 'block' | 'block-or-indentless'

/** Reads one node with its properties. The functions for collections call back for what is inside them. */
export function composeNode(stream: TokenStream, place: NodePlace): Node {
  stream.enter()
  const isAlias = stream.peek().type === 'alias'
  const node = isAlias ? composeAlias(stream) : composeContent(stream, place, readProperties(stream))
  stream.leave()
  return node
}

/** The value of a key with nothing behind it. */
export function missingNode(offset: number): ScalarNode {
  return { kind: 'scalar', offset, tag: '', text: '', isPlain: true, isMissing: true }
}

function composeAlias(stream: TokenStream): Node {
  const token = stream.next()
  const name = token.type === 'alias' ? token.name : ''
  const target = stream.anchors.get(name)
  if (target === undefined) throw syntaxFailure(`no anchor &${name} stands before this alias`, token.offset)
  return { kind: 'alias', offset: token.offset, tag: '', name, target }
}

interface Properties {
  readonly anchor: string | undefined
  readonly tag: string
  readonly offset: number | undefined
}

/** Reads an anchor and a tag, at most one of each, in either order. */
function readProperties(stream: TokenStream): Properties {
  let anchor: string | undefined
  let tag: TagToken | undefined
  let offset: number | undefined
  for (let token = stream.peek(); ; token = stream.peek()) {
    if (token.type === 'anchor' && anchor === undefined) anchor = token.name
    else if (token.type === 'tag' && tag === undefined) tag = token
    else break
    offset ??= token.offset
    stream.next()
  }
  return { anchor, tag: tag === undefined ? '' : resolveTag(stream, tag), offset }
}

function resolveTag(stream: TokenStream, token: TagToken): string {
  if (token.handle === '') return token.suffix
  const prefix = stream.tagPrefixes.get(token.handle)
  if (prefix === undefined)
    throw syntaxFailure(`the tag handle ${token.handle} is not declared`, token.offset)
  return prefix + token.suffix
}

function composeContent(stream: TokenStream, place: NodePlace, properties: Properties): Node {
  const token = stream.peek()
  const base = { offset: properties.offset ?? token.offset, tag: properties.tag }
  if (token.type === 'scalar') {
    stream.next()
    const isPlain = (base.tag === '' && token.style === 'plain') || base.tag === '!'
    return anchored(stream, properties, {
      kind: 'scalar',
      ...base,
      text: token.text,
      isPlain,
      isMissing: false,
    })
  }
  if (startsCollection(token, place)) return composeCollection(stream, token, properties, base)
  if (properties.offset === undefined) throw syntaxFailure('a value is missing here', token.offset)
  const isPlain = base.tag === ''
  return anchored(stream, properties, { kind: 'scalar', ...base, text: '', isPlain, isMissing: false })
}

function startsCollection(token: Token, place: NodePlace): boolean {
  switch (token.type) {
    case 'flow-sequence-start':
    case 'flow-mapping-start':
      return true
    case 'block-sequence-start':
    case 'block-mapping-start':
      return place !== 'flow'
    case 'block-entry':
      return place === 'block-or-indentless'
    default:
      return false
  }
}

/** Reads a list or mapping. Its anchor is known while its inside is read, so that an alias to itself can be told. */
function composeCollection(
  stream: TokenStream,
  start: Token,
  properties: Properties,
  base: { readonly offset: number; readonly tag: string },
): Node {
  if (start.type === 'flow-mapping-start' || start.type === 'block-mapping-start') {
    const entries: { key: Node; value: Node }[] = []
    const node = anchored(stream, properties, { kind: 'mapping', ...base, entries })
    const compose = start.type === 'flow-mapping-start' ? composeFlowMapping : composeBlockMapping
    compose(stream, start.offset, (key, value) => entries.push({ key, value }))
    return node
  }
  const items: Node[] = []
  const node = anchored(stream, properties, { kind: 'sequence', ...base, items })
  const add = (item: Node): number => items.push(item)
  if (start.type === 'flow-sequence-start') composeFlowSequence(stream, start.offset, add)
  else if (start.type === 'block-sequence-start') composeBlockSequence(stream, start.offset, add)
  else composeIndentlessSequence(stream, add)
  return node
}

function anchored<T extends Node>(stream: TokenStream, properties: Properties, node: T): T {
  if (properties.anchor !== undefined) stream.anchors.set(properties.anchor, node)
  return node
}

/** The tag handles every document knows. */
export const standardTagPrefixes: readonly (readonly [handle: string, prefix: string])[] = [
  ['!', '!'],
  ['!!', coreTag],
]
