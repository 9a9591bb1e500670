import { AliasBudget } from './alias-budget.js'
import { setOwn } from '../../kubernetes/own-entry.js'
import type { FieldPath } from '../../issue/index.js'
import { ReadFailure, syntaxFailure } from './failure.js'
import type { Limits } from './limits.js'
import { isMergeKey, mapKey } from './keys.js'
import {
  type AliasNode,
  type MappingEntry,
  type MappingNode,
  type Node,
  type ScalarNode,
  type SequenceNode,
} from './nodes.js'
import { scalarValue } from './scalar-value.js'
import type { NodeBudget } from './compose.js'

/** A key that a mapping has already. Other than a `ReadFailure` it does not keep the rest from being read. */
export interface DuplicateKey {
  readonly path: FieldPath
  readonly offset: number
}

export interface ConstructedDocument {
  readonly value: unknown
  readonly duplicates: readonly DuplicateKey[]
}

/**
 * The JSON value of a document's tree.
 *
 * 1. Aliases are copied, so that no two places of the value share an object; what they repeat is bounded.
 * 2. `<<: *base` sets the entries of `base` where it stands, so that it overrides earlier keys and later ones override
 *    it, as in Go. Of a list of bases the first one wins.
 * 3. The same key twice is reported; the value goes on with the later one.
 *
 * @throws ReadFailure for what JSON cannot hold, and for too many aliases
 */
export function constructDocument(root: Node, limits: Limits, budget: NodeBudget): ConstructedDocument {
  const constructor = new Constructor(limits, budget)
  return { value: constructor.construct(root), duplicates: constructor.duplicates }
}

class Constructor {
  readonly duplicates: DuplicateKey[] = []
  readonly #limits: Limits
  readonly #budget: NodeBudget
  readonly #aliasBudget: AliasBudget
  /** The path of the value being built. */
  readonly #path: (string | number)[] = []
  /** How many aliases lead to the value being built. */
  #followed: number = 0

  constructor(limits: Limits, budget: NodeBudget) {
    this.#limits = limits
    this.#budget = budget
    this.#aliasBudget = new AliasBudget(limits.maxCharacters)
  }

  construct(node: Node): unknown {
    this.#count(node)
    switch (node.kind) {
      case 'scalar':
        return jsonScalar(node)
      case 'alias':
        return this.#follow(node, (target) => this.construct(target))
      case 'sequence':
        return this.#sequence(node)
      case 'mapping':
        return this.#mapping(node)
    }
  }

  #sequence(node: SequenceNode): unknown[] {
    const result: unknown[] = []
    for (const item of node.items) {
      this.#enter(result.length, item)
      result.push(this.construct(item))
      this.#path.pop()
    }
    return result
  }

  #mapping(node: MappingNode): Record<string, unknown> {
    const result: Record<string, unknown> = {}
    this.#fill(node, result)
    return result
  }

  #fill(node: MappingNode, result: Record<string, unknown>): void {
    const written = new Set<string>()
    for (const entry of node.entries) {
      if (isMergeKey(entry.key)) this.#merge(entry.value, result)
      else this.#set(entry, result, written)
    }
  }

  #set(entry: MappingEntry, result: Record<string, unknown>, written: Set<string>): void {
    this.#count(entry.key)
    const key = mapKey(entry.key)
    this.#enter(key, entry.key)
    // What an alias repeats has been reported at its anchor.
    if (written.has(key) && this.#followed === 0)
      this.duplicates.push({ path: [...this.#path], offset: entry.key.offset })
    written.add(key)
    setOwn(result, key, this.construct(entry.value))
    this.#path.pop()
  }

  #merge(source: Node, result: Record<string, unknown>): void {
    if (source.kind !== 'sequence') return this.#mergeOne(source, result)
    // Backwards, since each overrides the one before and the first is to win.
    for (const item of [...source.items].reverse()) this.#mergeOne(item, result)
  }

  #mergeOne(source: Node, result: Record<string, unknown>): void {
    const target = source.kind === 'alias' ? source.target : source
    if (target.kind !== 'mapping')
      throw syntaxFailure('<< takes a mapping or a list of mappings', source.offset)
    this.#count(source)
    if (source.kind !== 'alias') return this.#fill(target, result)
    this.#follow(source, () => {
      this.#count(target)
      this.#fill(target, result)
    })
  }

  #follow<T>(alias: AliasNode, read: (target: Node) => T): T {
    this.#followed += 1
    const result = read(alias.target)
    this.#followed -= 1
    return result
  }

  #enter(segment: string | number, node: Node): void {
    if (this.#path.length >= this.#limits.maxDepth)
      throw new ReadFailure(
        'limit-exceeded',
        `nested deeper than ${this.#limits.maxDepth} levels`,
        node.offset,
      )
    this.#path.push(segment)
  }

  #count(node: Node): void {
    const isAliased = this.#followed > 0
    if (!this.#aliasBudget.spend(isAliased, node.kind === 'scalar' ? node.text.length : 0))
      throw new ReadFailure('limit-exceeded', 'aliases repeat too much', node.offset)
    if (isAliased && this.#budget.left-- <= 0)
      throw new ReadFailure('limit-exceeded', `more than ${this.#limits.maxNodes} values`, node.offset)
  }
}

function jsonScalar(node: ScalarNode): unknown {
  const scalar = scalarValue(node)
  if (scalar.type === 'integer') return Number(scalar.value)
  if (scalar.type === 'float' && !Number.isFinite(scalar.value))
    throw syntaxFailure('JSON has no such number; put it in quotes', node.offset)
  return scalar.value
}
