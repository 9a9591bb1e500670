/** The tree of one document: what is written where, before it means anything. */
export type Node = ScalarNode | MappingNode | SequenceNode | AliasNode

/** Prefix of the tags that YAML itself defines. */
export const coreTag = 'tag:yaml.org,2002:'

/** A node while js-yaml reads it. */
export interface Frame {
  readonly text: string
  /** Where js-yaml turned to the node. What is written begins here or behind blanks and comments. */
  readonly openedAt: number
  /** The keys of a mapping in the order of the text, or those of the pairs in a list such as `[a: 1, b: 2]`. */
  readonly keys: Node[]
  /** The node that was read last inside this one. */
  last: Node | undefined
  /** The node that was read before that. */
  previous: Node | undefined
}

abstract class NodeBase {
  /** The collection that the node stands in. */
  frame: Frame
  /** The whole tag (`tag:yaml.org,2002:str`), `!`, or empty. */
  readonly tag: string
  readonly openedAt: number

  constructor(frame: Frame, openedAt: number, tag: string) {
    this.frame = frame
    this.openedAt = openedAt
    this.tag = tag
  }

  /** Where the node begins in the text, its anchor and tag included. */
  get offset(): number {
    return skipBlanks(this.frame.text, this.openedAt)
  }

  // js-yaml holds the entries of a mapping in an object, under the text of their keys. A number of its own for each key
  // keeps all of them, the same one twice too. (Without a class of its own a key would become '[object Object]'.)

  get [Symbol.toStringTag](): string {
    return 'YamlNode'
  }

  toString(): string {
    return `k${this.frame.keys.push(this as unknown as Node) - 1}`
  }
}

export class ScalarNode extends NodeBase {
  readonly kind = 'scalar' as const
  readonly text: string
  /** Written without quotes, so that it may be a number, a boolean or null. */
  readonly isPlain: boolean
  /** Nothing is written at all: the value of `key:` with nothing behind. */
  readonly isMissing: boolean

  constructor(frame: Frame, openedAt: number, tag: string, text: string | undefined, isPlain: boolean) {
    super(frame, openedAt, tag)
    this.text = text ?? ''
    this.isPlain = isPlain
    this.isMissing = text === undefined
  }
}

export class SequenceNode extends NodeBase {
  readonly kind = 'sequence' as const
  readonly items: readonly Node[]

  constructor(frame: Frame, openedAt: number, tag: string, items: readonly Node[]) {
    super(frame, openedAt, tag)
    this.items = items
  }
}

export interface MappingEntry {
  readonly key: Node
  readonly value: Node
}

export class MappingNode extends NodeBase {
  readonly kind = 'mapping' as const
  readonly entries: readonly MappingEntry[]

  constructor(frame: Frame, openedAt: number, tag: string, entries: readonly MappingEntry[]) {
    super(frame, openedAt, tag)
    this.entries = entries
  }
}

export class AliasNode extends NodeBase {
  readonly kind = 'alias' as const
  /** The node that had the anchor where the alias stands. */
  readonly target: Node

  constructor(frame: Frame, openedAt: number, target: Node) {
    super(frame, openedAt, '')
    this.target = target
  }
}

/** Whether a value that js-yaml hands over is a node of ours. */
export function isNode(value: unknown): value is Node {
  return value instanceof NodeBase
}

/** Index of what is written from an index on: blanks, line breaks and comments passed over. */
export function skipBlanks(text: string, from: number): number {
  const blanks = /(?:[ \t\r\n]|(?<![^ \t\r\n])#[^\r\n]*)*/y
  blanks.lastIndex = from
  return from + (blanks.exec(text)?.[0].length ?? 0)
}
