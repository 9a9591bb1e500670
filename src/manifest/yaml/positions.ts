import type { FieldPath, Issue } from '../../issue/index.js'
import { composePart, type TextFinding, type YamlDocument } from './documents.js'
import { entriesByKey } from './construct.js'
import type { Limits } from './limits.js'
import type { MappingEntry, MappingNode, Node } from './nodes.js'
import type { StreamPart } from './split.js'

/** A place in a text as editors show it: both numbers count from 1, columns in UTF-16 units. */
export interface Position {
  /** Name of the text, where it was given one. */
  readonly source?: string
  readonly line: number
  readonly column: number
}

/**
 * Finds places in a text. All that it needs is made when it is first asked, the trees of the documents too: they are
 * not kept from the first reading, since that would cost memory where there is no mistake at all.
 */
export class TextPositions {
  readonly #text: string
  readonly #source: { readonly source?: string }
  readonly #limits: Limits
  #lineStarts: readonly number[] | undefined
  readonly #roots: Map<StreamPart, Node | undefined> = new Map()
  readonly #entries: Map<MappingNode, ReadonlyMap<string, MappingEntry>> = new Map()

  constructor(text: string, limits: Limits, source?: string) {
    this.#text = text
    this.#source = source === undefined ? {} : { source }
    this.#limits = limits
  }

  /** The place of an index in the text. */
  at(offset: number): Position {
    const starts = (this.#lineStarts ??= findLineStarts(this.#text))
    let low = 0
    let high = starts.length
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if ((starts[middle] ?? 0) <= offset) low = middle
      else high = middle
    }
    return { ...this.#source, line: low + 1, column: offset - (starts[low] ?? 0) + 1 }
  }

  /**
   * The place of a field: of its key, or of the item in a list. Where the path leads to nothing, as with a field that is
   * missing, the place of the last thing on the way that is there.
   */
  of(document: YamlDocument, path: FieldPath): Position {
    let step: Step | undefined = this.#root(document)
    let offset = 0
    for (const segment of [undefined, ...path]) {
      if (segment !== undefined) step = step && this.#step(step.node, segment)
      if (step === undefined) break
      offset = step.offset
    }
    return this.at(document.part.offset + offset)
  }

  #root({ part }: YamlDocument): Step | undefined {
    if (!this.#roots.has(part))
      this.#roots.set(part, composePart(part, this.#limits, { left: Number.POSITIVE_INFINITY }).root)
    const node = this.#roots.get(part)
    return node === undefined ? undefined : { offset: node.offset, node }
  }

  #step(node: Node, segment: string | number): Step | undefined {
    const target = node.kind === 'alias' ? node.target : node
    if (target.kind === 'sequence') {
      const item = typeof segment === 'number' ? target.items[segment] : undefined
      return item === undefined ? undefined : { offset: item.offset, node: item }
    }
    if (target.kind !== 'mapping') return undefined
    const entry = entriesByKey(target, this.#entries).get(String(segment))
    return entry === undefined ? undefined : { offset: entry.key.offset, node: entry.value }
  }
}

interface Step {
  readonly offset: number
  readonly node: Node
}

function findLineStarts(text: string): number[] {
  const starts = [text.startsWith('\ufeff') ? 1 : 0]
  for (const lineBreak of text.matchAll(/\r\n|\r|\n/g)) starts.push(lineBreak.index + lineBreak[0].length)
  return starts
}

/** A finding about a text as an issue, with line and column. */
export function toIssue(finding: TextFinding, positions: TextPositions): Issue {
  const { code, severity, message, path, offset } = finding
  return { code, severity, message, path, ...positions.at(offset) }
}
