import { lazy } from '../../lazy.js'
import { loadAll, Schema, Type, YAMLException, type LoadOptions, type State } from './js-yaml.js'
import { ReadFailure, syntaxFailure, type Limits } from './limits.js'
import { explainMistake } from './mistakes.js'
import {
  AliasNode,
  MappingNode,
  ScalarNode,
  SequenceNode,
  skipBlanks,
  type MappingEntry,
  type Node,
} from './nodes.js'

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

/**
 * A node while js-yaml reads it, and what has been read inside it. js-yaml gets the number of each child for its value: it
 * puts numbers into its mappings and lists, and keeps the same key twice apart.
 */
interface Frame {
  /** Where js-yaml turned to the node. */
  openedAt: number
  /** undefined where there is none: most nodes are scalars. */
  children: Node[] | undefined
}

/** What an alias leads to. js-yaml hands over the same object wherever the alias stands. */
class Anchored {
  readonly node: Node

  constructor(node: Node) {
    this.node = node
  }
}

/** Makes nodes of what js-yaml reads. It tells when it turns to a node and when it has read it. */
class Composer {
  root: Node | undefined
  readonly #text: string
  readonly #limits: Limits
  readonly #budget: NodeBudget
  /** One for each level, used again and again. */
  readonly #frames: Frame[] = []
  #depth: number = 0
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
    if (this.#depth === 0) this.#beginDocument(state)
    if (this.#depth > this.#limits.maxDepth)
      throw tooMuch(`nested deeper than ${this.#limits.maxDepth} levels`, state.position)
    const frame = this.#frames[this.#depth++]
    if (frame === undefined) this.#frames.push({ openedAt: state.position, children: undefined })
    else {
      frame.openedAt = state.position
      frame.children = undefined
    }
  }

  leave(state: ParserState): void {
    const frame = this.#frames[this.#depth - 1]
    if (frame === undefined || this.#depth === 0) return
    this.#depth--
    const node = this.#nodeOf(state, frame)
    // The tag is kept in the node. js-yaml must not see that of `<<`, or it would merge by rules of its own.
    if (state.tag !== null) state.tag = '!'
    if (state.anchor !== null && node !== undefined) this.#nameAnchor(state, state.anchor, node)
    const parent = this.#frames[this.#depth - 1]
    if (parent === undefined) this.#endDocument(state, node)
    else state.result = node === undefined ? null : (parent.children ??= []).push(node) - 1
  }

  /** What was wrong, in words for the one who wrote the text. */
  explain(failure: unknown): unknown {
    if (!(failure instanceof YAMLException)) return failure
    const { openedAt = 0, children } = this.#frames[this.#depth - 1] ?? {}
    const [last = this.#depth === 0 ? this.root : undefined, previous] = [children?.at(-1), children?.at(-2)]
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

  #nameAnchor(state: ParserState, anchor: string, node: Node): void {
    this.#anchorsLeft -= this.#depth
    if (this.#anchorsLeft < 0) throw tooMuch('too many nested anchors', state.position)
    state.anchorMap[anchor] = new Anchored(node)
  }

  #nodeOf({ result, tag, anchor, kind }: ParserState, { openedAt, children }: Frame): Node | undefined {
    if (result === null && tag === null && anchor === null) return undefined
    // What may be a key is read as a node inside this one, which takes it over if no colon follows.
    if (typeof result === 'number') return adopt(children?.[result], openedAt, tag)
    const text = this.#text
    if (this.#budget.left-- <= 0) throw tooMuch(`more than ${this.#limits.maxNodes} values`, openedAt)
    if (result === null) return new ScalarNode(text, openedAt, tag ?? '', '', tag === null)
    if (result instanceof Anchored) return new AliasNode(text, openedAt, result.node)
    const inside = { text, openedAt, children: children ?? [] }
    switch (kind) {
      case 'scalar':
        return scalar(text, openedAt, tag, String(result))
      case 'sequence':
        return new SequenceNode(text, openedAt, tag ?? '', itemsOf(result as RawSequence, inside))
      case 'mapping':
        return new MappingNode(text, openedAt, tag ?? '', entriesOf(result as RawMapping, inside))
      default:
        throw syntaxFailure('the alias stands inside the node that it names', skipBlanks(text, openedAt))
    }
  }
}

/** js-yaml gives plain scalars the tag `?`. */
function scalar(source: string, openedAt: number, tag: string | null, text: string): ScalarNode {
  return new ScalarNode(source, openedAt, tag === '?' ? '' : (tag ?? ''), text, tag === '?')
}

function adopt(node: Node | undefined, openedAt: number, tag: string | null): Node | undefined {
  if (node?.kind === 'scalar' && tag !== null) return scalar(node.source, openedAt, tag, node.text)
  if (node !== undefined) node.openedAt = openedAt
  return node
}

/** A list as js-yaml holds it: the numbers of its items, null for one that is missing, and pairs such as `[a: 1]`. */
type RawSequence = readonly (number | null | RawMapping)[]

/** A mapping as js-yaml holds it: numbers of values by the numbers of their keys, which are in the order of the text. */
type RawMapping = Readonly<Record<string, number | null>>

/** What was read inside a mapping or a list. */
interface Inside {
  readonly text: string
  readonly openedAt: number
  readonly children: readonly Node[]
}

function entriesOf(mapping: RawMapping, inside: Inside): MappingEntry[] {
  refuseMissingKey(mapping, inside)
  const entries: MappingEntry[] = []
  for (let number = 0; number < inside.children.length; number++) {
    const entry = entryOf(mapping, number, inside)
    if (entry !== undefined) entries.push(entry)
  }
  return entries
}

/** The entry of a child of a mapping, if that is a key. */
function entryOf(mapping: RawMapping, number: number, { text, children }: Inside): MappingEntry | undefined {
  const key = children[number]
  const value = mapping[number]
  if (key === undefined || value === undefined) return undefined
  return { key, value: (value === null ? undefined : children[value]) ?? missing(text, key.openedAt) }
}

/** js-yaml files the value of `? ` or `{: value}`, which have no key, under 'null'. */
function refuseMissingKey(mapping: RawMapping, { text, openedAt }: Inside): void {
  if (Object.hasOwn(mapping, 'null')) throw syntaxFailure('a key is missing', skipBlanks(text, openedAt))
}

/** A list's items; a pair without braces is a mapping of one entry. */
function itemsOf(items: RawSequence, inside: Inside): Node[] {
  const { text, openedAt, children } = inside
  return items.map((item) => {
    if (typeof item === 'number') return children[item] ?? missing(text, openedAt)
    return item === null ? missing(text, openedAt) : pair(item, inside)
  })
}

function pair(mapping: RawMapping, inside: Inside): Node {
  refuseMissingKey(mapping, inside)
  const entry = entryOf(mapping, Number(Object.keys(mapping)[0]), inside)
  const openedAt = entry?.key.openedAt ?? inside.openedAt
  return new MappingNode(inside.text, openedAt, '', entry === undefined ? [] : [entry])
}

function missing(source: string, openedAt: number): ScalarNode {
  return new ScalarNode(source, openedAt, '', undefined, true)
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
