import { composeNode, missingNode, standardTagPrefixes } from './compose.js'
import { syntaxFailure } from './failure.js'
import type { Limits } from './limits.js'
import type { Node } from './nodes.js'
import { TokenStream, type NodeBudget } from './token-stream.js'
import type { DirectiveToken, Token } from './tokens.js'

export interface ComposedDocument {
  /** undefined where the text has nothing but comments. */
  readonly root: Node | undefined
  /** Where text begins that belongs to no document, if there is any. */
  readonly trailing?: number
}

/**
 * Reads the first document of a text and no further, as the API server does with each part between `---` lines: what
 * stands behind the document is not even required to be YAML.
 */
export function composeDocument(text: string, limits: Limits, budget: NodeBudget): ComposedDocument {
  const stream = new TokenStream(text, limits, budget)
  for (const [handle, prefix] of standardTagPrefixes) stream.tagPrefixes.set(handle, prefix)
  if (stream.peek().type === 'stream-end') return { root: undefined }
  const root = composeRoot(stream)
  const trailing = findTrailing(stream, text)
  return trailing === undefined ? { root } : { root, trailing }
}

function composeRoot(stream: TokenStream): Node {
  const hasDirectives = readDirectives(stream)
  if (!stream.accept('document-start')) {
    if (hasDirectives) throw syntaxFailure("directives must be followed by '---'", stream.peek().offset)
    return composeNode(stream, 'block')
  }
  const token = stream.peek()
  return endsDocument(token) ? missingNode(token.offset) : composeNode(stream, 'block')
}

function endsDocument(token: Token): boolean {
  return isDirective(token) || ['document-start', 'document-end', 'stream-end'].includes(token.type)
}

function isDirective(token: Token): token is DirectiveToken {
  return token.type === 'version-directive' || token.type === 'tag-directive'
}

function readDirectives(stream: TokenStream): boolean {
  const seen = new Set<string>()
  for (let token = stream.peek(); isDirective(token); token = stream.peek()) {
    const subject = token.type === 'version-directive' ? '%YAML' : `%TAG ${token.handle}`
    if (seen.has(subject)) throw syntaxFailure(`${subject} is declared twice`, token.offset)
    seen.add(subject)
    if (token.type === 'tag-directive') stream.tagPrefixes.set(token.handle, token.prefix)
    else if (token.version !== '1.1') throw syntaxFailure('only YAML 1.1 is read', token.offset)
    stream.next()
  }
  return seen.size > 0
}

/** Where text begins behind the document, comments and a closing `...` aside. */
function findTrailing(stream: TokenStream, text: string): number | undefined {
  const token = stream.peek()
  if (token.type === 'stream-end') return undefined
  if (token.type !== 'document-end') return token.offset
  const afterMarker = token.offset + 3
  const rest = text.slice(afterMarker).search(/^[ \t]*[^#%\s]/m)
  return rest === -1 ? undefined : afterMarker + rest
}
