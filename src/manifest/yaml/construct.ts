import { AliasBudget, ReadFailure, syntaxFailure, type Limits } from './limits.js'
import { setOwn } from '../../read/index.js'
import type { FieldPath } from '../../issue/index.js'
import {
  type AliasNode,
  type MappingEntry,
  type MappingNode,
  type Node,
  type ScalarNode,
  type SequenceNode,
  coreTag,
} from './nodes.js'
import { isText, scalarValue, type ScalarValue } from './scalars.js'
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
  if (isText(node)) return node.text
  const scalar = scalarValue(node)
  if (scalar.type === 'integer') return Number(scalar.value)
  if (scalar.type === 'float' && !Number.isFinite(scalar.value))
    throw syntaxFailure('JSON has no such number; put it in quotes', node.offset)
  return scalar.value
}

/**
 * The text of a mapping key, since JSON has no other keys: `on:` is "true", `010:` is "8", `1e3:` is "1000".
 *
 * @throws ReadFailure for null, lists, mappings and integers beyond 64 bits with sign
 */
function mapKey(node: Node): string {
  const target = node.kind === 'alias' ? node.target : node
  if (target.kind !== 'scalar') throw syntaxFailure('a key must be text, not a list or mapping', node.offset)
  if (isText(target)) return target.text
  const key = keyText(scalarValue(target))
  if (key === undefined) throw syntaxFailure('a key must be text; put it in quotes', node.offset)
  return key
}

function keyText(value: ScalarValue): string | undefined {
  switch (value.type) {
    case 'string':
      return value.value
    case 'boolean':
      return String(value.value)
    case 'integer':
      return value.value < 2n ** 63n ? String(value.value) : undefined
    case 'float':
      return formatFloat32(value.value)
    case 'null':
      return undefined
  }
}

/** The shortest text of a 32-bit float, as Go formats it (`%g`): keys lose what does not fit 32 bits. */
function formatFloat32(value: number): string {
  const single = Math.fround(value)
  if (Number.isNaN(single)) return '.nan'
  if (!Number.isFinite(single)) return single > 0 ? '.inf' : '-.inf'
  if (single === 0) return Object.is(single, -0) ? '-0' : '0'
  const [digits = '', power = ''] = shortestExponential(single).split('e')
  const exponent = Number(power)
  if (exponent >= -4 && exponent < 6) return String(Number(`${digits}e${power}`))
  const sign = exponent < 0 ? '-' : '+'
  return `${digits}e${sign}${String(Math.abs(exponent)).padStart(2, '0')}`
}

function shortestExponential(single: number): string {
  for (let digits = 0; digits < 9; digits++) {
    const text = single.toExponential(digits)
    if (Math.fround(Number(text)) === single) return text
  }
  return single.toExponential(9)
}

/** Whether a key is `<<`, which stands for the entries of other mappings. In quotes it is a key like any other. */
function isMergeKey(key: Node): boolean {
  return key.kind === 'scalar' && key.text === '<<' && (key.isPlain || key.tag === `${coreTag}merge`)
}

/**
 * The entry that gave a mapping the value of each key, or that was merged in. Of mappings that have been read, so
 * nothing here can fail.
 *
 * @param known what has been indexed before; what is indexed now is added
 */
export function entriesByKey(
  mapping: MappingNode,
  known: Map<MappingNode, ReadonlyMap<string, MappingEntry>>,
): ReadonlyMap<string, MappingEntry> {
  const before = known.get(mapping)
  if (before !== undefined) return before
  const entries = new Map<string, MappingEntry>()
  for (const entry of mapping.entries) {
    if (!isMergeKey(entry.key)) entries.set(mapKey(entry.key), entry)
    else
      for (const source of mergeSources(entry.value))
        for (const [key, merged] of entriesByKey(source, known)) entries.set(key, merged)
  }
  known.set(mapping, entries)
  return entries
}

/** The mappings that `<<` names, those that override the others last. */
function mergeSources(node: Node): MappingNode[] {
  const target = node.kind === 'alias' ? node.target : node
  if (target.kind === 'mapping') return [target]
  return target.kind === 'sequence' ? [...target.items].reverse().flatMap(mergeSources) : []
}
