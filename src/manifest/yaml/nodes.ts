/** The tree of one document: what is written where, before it means anything. */
export type Node = ScalarNode | MappingNode | SequenceNode | AliasNode

/** Prefix of the tags that YAML itself defines. */
export const coreTag = 'tag:yaml.org,2002:'

abstract class NodeBase {
  /** The text of the document. */
  readonly source: string
  /** Where js-yaml turned to the node. What is written begins here or behind blanks and comments. */
  openedAt: number
  /** The whole tag (`tag:yaml.org,2002:str`), `!`, or empty. */
  readonly tag: string

  constructor(source: string, openedAt: number, tag: string) {
    this.source = source
    this.openedAt = openedAt
    this.tag = tag
  }

  /** Where the node begins in the text, its anchor and tag included. */
  get offset(): number {
    return skipBlanks(this.source, this.openedAt)
  }
}

export class ScalarNode extends NodeBase {
  readonly kind = 'scalar' as const
  readonly text: string
  /** Written without quotes, so that it may be a number, a boolean or null. */
  readonly isPlain: boolean
  /** Nothing is written at all: the value of `key:` with nothing behind. */
  readonly isMissing: boolean

  constructor(source: string, openedAt: number, tag: string, text: string | undefined, isPlain: boolean) {
    super(source, openedAt, tag)
    this.text = text ?? ''
    this.isPlain = isPlain
    this.isMissing = text === undefined
  }
}

export class SequenceNode extends NodeBase {
  readonly kind = 'sequence' as const
  readonly items: readonly Node[]

  constructor(source: string, openedAt: number, tag: string, items: readonly Node[]) {
    super(source, openedAt, tag)
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

  constructor(source: string, openedAt: number, tag: string, entries: readonly MappingEntry[]) {
    super(source, openedAt, tag)
    this.entries = entries
  }
}

export class AliasNode extends NodeBase {
  readonly kind = 'alias' as const
  /** The node that had the anchor where the alias stands. */
  readonly target: Node

  constructor(source: string, openedAt: number, target: Node) {
    super(source, openedAt, '')
    this.target = target
  }
}

/** Index of what is written from an index on: blanks, line breaks and comments passed over. */
export function skipBlanks(text: string, from: number): number {
  const blanks = /(?:[ \t\r\n]|(?<![^ \t\r\n])#[^\r\n]*)*/y
  blanks.lastIndex = from
  return from + (blanks.exec(text)?.[0].length ?? 0)
}
