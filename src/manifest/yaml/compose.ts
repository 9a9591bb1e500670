import { lazy } from '../../lazy.js'
import { loadAll, Schema, Type, YAMLException, type LoadOptions, type State } from './js-yaml.js'
import { ReadFailure, syntaxFailure, type Limits } from './limits.js'
import { explainMistake } from './mistakes.js'
import {
  AliasNode,
  isNode,
  MappingNode,
  ScalarNode,
  SequenceNode,
  skipBlanks,
  type Frame,
  type MappingEntry,
  type Node,
} from './nodes.js'

// js-yaml knows the grammar; what a scalar means, which key wins and what an alias may
// cost is decided here and in `construct`, since the API server decides it otherwise.

/** Counts the values of the whole input against the limit. */
export interface NodeBudget {
  left: number
}

export interface ComposedDocument {
  /** undefined where the text has nothing but comments. */
  readonly root: Node | undefined
  /** Where text begins that belongs to no document, if there is any. */
  readonly trailing?: number
}

/** js-yaml's own state, as far as it is used. Its type declarations leave out the tag and the anchors. */
interface ParserState extends State {
  readonly position: number
  tag: string | null
  readonly anchor: string | null
  readonly anchorMap: Record<string, unknown>
  result: unknown
}

/** Takes every tag for every kind of node, and leaves all of them as they are. */
const anyTag: () => Schema = /* @__PURE__ */ lazy(
  () =>
    new Schema(
      (['scalar', 'sequence', 'mapping'] as const).map(
        (kind) =>
          new Type('', { kind, multi: true, resolve: () => true, construct: (data: unknown) => data }),
      ),
    ),
)

/**
 * Anchors, each counted as often as it is nested. js-yaml copies its table of anchors at some levels, so that a tower of
 * anchors with thousands of others inside would take minutes.
 */
const mostNestedAnchors = 4_000_000

/**
 * Reads the first document of a text and no further, as the API server does with each part between `---` lines: what
 * stands behind the document is not even required to be YAML.
 *
 * @throws ReadFailure for more values or levels than allowed, and what Go refuses and js-yaml accepts; YAMLException
 */
export function composeDocument(text: string, limits: Limits, budget: NodeBudget): ComposedDocument {
  const composer = new Composer(text, limits, budget)
  const listener = (event: string, state: State): void =>
    event === 'open' ? composer.enter(state as ParserState) : composer.leave(state as ParserState)
  const options: LoadOptions & { maxDepth: number } = {
    schema: anyTag(),
    json: true,
    maxDepth: Infinity,
    listener,
  }
  try {
    loadAll(text, null, options)
  } catch (failure) {
    const trailing = composer.findTrailing()
    if (trailing === undefined && !(failure instanceof EndOfDocument)) throw composer.explain(failure)
    if (trailing !== undefined && trailing < text.length) return { root: composer.root, trailing }
  }
  return { root: composer.root }
}

/** Ends the reading where a second document begins. */
class EndOfDocument extends Error {}

/** Makes nodes of what js-yaml reads. It tells when it turns to a node and when it has read it. */
class Composer {
  root: Node | undefined
  readonly #text: string
  readonly #limits: Limits
  readonly #budget: NodeBudget
  readonly #open: Frame[] = []
  #anchorsLeft: number = mostNestedAnchors
  /** Where the root ends, once it has been read. */
  #end: number | undefined
  /** Whether the root ends with a quote or bracket, so that Go does not look at what follows. */
  #isDelimited: boolean = false

  constructor(text: string, limits: Limits, budget: NodeBudget) {
    this.#text = text
    this.#limits = limits
    this.#budget = budget
  }

  enter(state: ParserState): void {
    if (this.#open.length === 0) this.#beginDocument(state)
    if (this.#open.length > this.#limits.maxDepth)
      throw tooMuch(`nested deeper than ${this.#limits.maxDepth} levels`, state.position)
    this.#open.push({
      text: this.#text,
      openedAt: state.position,
      keys: [],
      last: undefined,
      previous: undefined,
    })
  }

  leave(state: ParserState): void {
    const frame = this.#open.pop()
    if (frame === undefined) return
    const parent = this.#open.at(-1)
    const node = this.#nodeOf(state, frame, parent ?? frame)
    state.result = node ?? null
    // The tag is kept in the node. js-yaml must not see that of `<<`, or it would merge by rules of its own.
    if (state.tag !== null) state.tag = '!'
    if (state.anchor !== null) this.#nameAnchor(state, state.anchor)
    if (parent === undefined) this.#endDocument(state, node)
    else if (node !== undefined) {
      parent.previous = parent.last
      parent.last = node
    }
  }

  /** What was wrong, in words for the one who wrote the text. */
  explain(failure: unknown): unknown {
    if (!(failure instanceof YAMLException)) return failure
    const { openedAt = 0, last = this.root, previous } = this.#open.at(-1) ?? {}
    const { reason, mark } = failure
    const at = { text: this.#text, reason, offset: mark.position, openedAt, last, previous }
    const { message, offset } = explainMistake(at)
    return syntaxFailure(message, offset)
  }

  /** Where text begins that does not belong to the document; undefined where what stands there is a mistake in it. */
  findTrailing(): number | undefined {
    if (this.#end === undefined) return undefined
    const next = skipBlanks(this.#text, this.#end)
    if (this.#text.startsWith('...', next)) return skipRest(this.#text, next + 3)
    return this.#isDelimited && this.#text.charAt(next) !== ':' ? next : undefined
  }

  #beginDocument(state: ParserState): void {
    if (this.#end !== undefined) throw new EndOfDocument()
    const prologue = this.#text.slice(0, state.position)
    if (/(?:^|[\r\n])---$/.test(prologue.slice(-4)) && /\S/.test(this.#text.charAt(state.position)))
      throw syntaxFailure('behind --- a blank or the end of the line must follow', state.position - 3)
    const directive = /^%(?!YAML[ \t]+1\.1[ \t]*(?:$|#)|TAG[ \t])/m.exec(prologue)
    if (directive !== null) throw syntaxFailure('the only directives are %YAML 1.1 and %TAG', directive.index)
  }

  #endDocument(state: ParserState, root: Node | undefined): void {
    this.root = root
    this.#end = state.position
    const isPlain = root?.kind === 'scalar' && root.isPlain
    this.#isDelimited = !isPlain && /["'\]}][ \t]*$/.test(state.input.slice(0, state.position).slice(-100))
    if (!this.#isDelimited && root !== undefined) refuseBlockOnMarkerLine(root, this.#text)
  }

  #nameAnchor(state: ParserState, anchor: string): void {
    this.#anchorsLeft -= this.#open.length
    if (this.#anchorsLeft < 0) throw tooMuch('too many nested anchors', state.position)
    state.anchorMap[anchor] = state.result
  }

  #nodeOf({ result, tag, anchor, kind }: ParserState, frame: Frame, parent: Frame): Node | undefined {
    if (result === null && tag === null && anchor === null) return undefined
    // What may be a key is read as a node inside this one, which takes it over if no colon follows.
    if (frame.last !== undefined && result === frame.last) return adopt(frame, parent, tag)
    const { openedAt, text } = frame
    if (this.#budget.left-- <= 0) throw tooMuch(`more than ${this.#limits.maxNodes} values`, openedAt)
    if (result === null) return new ScalarNode(parent, openedAt, tag ?? '', '', tag === null)
    if (isNode(result)) return new AliasNode(parent, openedAt, result)
    switch (kind) {
      case 'scalar':
        return scalar(parent, openedAt, tag, String(result))
      case 'sequence':
        return new SequenceNode(parent, openedAt, tag ?? '', itemsOf(result as readonly unknown[], frame))
      case 'mapping':
        return new MappingNode(parent, openedAt, tag ?? '', entriesOf(result as RawMapping, frame))
      default:
        throw syntaxFailure('the alias stands inside the node that it names', skipBlanks(text, openedAt))
    }
  }
}

/** js-yaml gives plain scalars the tag `?`. */
function scalar(parent: Frame, openedAt: number, tag: string | null, text: string): ScalarNode {
  return new ScalarNode(parent, openedAt, tag === '?' ? '' : (tag ?? ''), text, tag === '?')
}

function adopt(frame: Frame, parent: Frame, tag: string | null): Node | undefined {
  const node = frame.last
  if (node?.kind === 'scalar' && tag !== null) return scalar(parent, frame.openedAt, tag, node.text)
  if (node !== undefined) Object.assign(node, { frame: parent, openedAt: frame.openedAt })
  return node
}

/** A mapping as js-yaml holds it: values by the numbers of their keys. */
type RawMapping = Readonly<Record<string, unknown>>

function entriesOf(mapping: RawMapping, frame: Frame): MappingEntry[] {
  refuseMissingKey(mapping, frame)
  return frame.keys.map((key, number) => entryOf(mapping, key, number))
}

function entryOf(mapping: RawMapping, key: Node, number: number): MappingEntry {
  const value = mapping[`k${number}`]
  return { key, value: isNode(value) ? value : missing(key.frame, key.openedAt) }
}

/** A list's items; a pair without braces is a mapping of one entry. */
function itemsOf(items: readonly unknown[], frame: Frame): Node[] {
  return items.map((item) => {
    if (isNode(item)) return item
    return item === null ? missing(frame, frame.openedAt) : pair(item as RawMapping, frame)
  })
}

function pair(mapping: RawMapping, frame: Frame): Node {
  refuseMissingKey(mapping, frame)
  const number = Number(Object.keys(mapping)[0]?.slice(1))
  const key = frame.keys[number]
  const entries = key === undefined ? [] : [entryOf(mapping, key, number)]
  return new MappingNode(frame, key?.openedAt ?? frame.openedAt, '', entries)
}

/** js-yaml files the value of `? ` or `{: value}`, which have no key, under 'null'. */
function refuseMissingKey(mapping: RawMapping, frame: Frame): void {
  if (Object.hasOwn(mapping, 'null'))
    throw syntaxFailure('a key is missing', skipBlanks(frame.text, frame.openedAt))
}

function missing(frame: Frame, openedAt: number): ScalarNode {
  return new ScalarNode(frame, openedAt, '', undefined, true)
}

/** Go's parser takes a scalar or brackets behind `---`, but no block mapping or list. */
function refuseBlockOnMarkerLine(root: Node, text: string): void {
  const first =
    root.kind === 'mapping' ? root.entries[0]?.key : root.kind === 'sequence' ? root.items[0] : undefined
  if (first === undefined) return
  const line = text.slice(text.lastIndexOf('\n', first.openedAt - 1) + 1, first.openedAt)
  if (line.startsWith('---'))
    throw syntaxFailure('a document must begin in the line after ---', first.openedAt)
}

/** Where text goes on behind the marker that ends a document: comments and directives do not count. */
function skipRest(text: string, from: number): number {
  const rest = text.slice(from).search(/^[ \t]*[^#%\s]/m)
  return rest === -1 ? text.length : from + rest
}

function tooMuch(message: string, offset: number): ReadFailure {
  return new ReadFailure('limit-exceeded', message, offset)
}
