/** The tree of one document: what is written where, before it means anything. */
export type Node = ScalarNode | MappingNode | SequenceNode | AliasNode

interface NodeBase {
  /** Where the node begins in the text, its anchor and tag included. */
  readonly offset: number
  /** The whole tag (`tag:yaml.org,2002:str`), `!`, or empty. */
  readonly tag: string
}

export interface ScalarNode extends NodeBase {
  readonly kind: 'scalar'
  readonly text: string
  /** Written without quotes, so that it may be a number, a boolean or null. */
  readonly isPlain: boolean
  /** Nothing is written at all: the value of `key:` with nothing behind. */
  readonly isMissing: boolean
}

export interface SequenceNode extends NodeBase {
  readonly kind: 'sequence'
  readonly items: readonly Node[]
}

export interface MappingNode extends NodeBase {
  readonly kind: 'mapping'
  readonly entries: readonly MappingEntry[]
}

export interface MappingEntry {
  readonly key: Node
  readonly value: Node
}

export interface AliasNode extends NodeBase {
  readonly kind: 'alias'
  readonly name: string
  /** The node that had the anchor where the alias stands. */
  readonly target: Node
}

/** Prefix of the tags that YAML itself defines. */
export const coreTag = 'tag:yaml.org,2002:'
