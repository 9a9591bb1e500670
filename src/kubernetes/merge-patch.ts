import { listParts, objectParts, writeNested, type TextPart } from './go-json.js'
import { parseRawJson, type RawJson, type RawObject } from './raw-json.js'

/** The merged text, or which of the two texts cannot be used. */
export type MergePatchResult =
  { readonly ok: true; readonly text: string } | { readonly ok: false; readonly error: MergeFailure }

/** Which of the two texts cannot be used. */
export type MergeFailure = 'invalid-document' | 'invalid-patch'

/**
 * Applies a JSON merge patch (RFC 7386) to a text, as the library does that Kubernetes uses.
 *
 * | document         | patch          | result                                                     |
 * | ---------------- | -------------- | ---------------------------------------------------------- |
 * | no JSON, or null | any            | `invalid-document`                                         |
 * | other            | no JSON, null, a scalar | `invalid-patch`                                   |
 * | object           | object         | merged, key by key                                         |
 * | list or scalar   | object or list | the patch, *cleaned*                                       |
 * | object           | list           | the patch, *cleaned*                                       |
 *
 * Merging one key of the patch:
 *
 * 1. `null` removes the key.
 * 2. Two objects are merged again.
 * 3. A list or scalar over an object stands as it is.
 * 4. Anything else stands cleaned: without members that are null, at any depth, also inside lists. Null elements of lists stay.
 *
 * Objects that were merged or cleaned have their keys sorted. All else keeps its order of keys, its numbers and its escapes;
 * spaces go, and `<`, `>`, `&`, U+2028 and U+2029 are escaped everywhere. Documents nested deeper than 10000 levels are no JSON.
 *
 * @example mergePatchText('{"b":1.0,"a":2}', '{"a":null,"c":{"d":null}}') // { ok: true, text: '{"b":1.0,"c":{}}' }
 */
export function mergePatchText(target: string, patch: string): MergePatchResult {
  const document = MergeDocument.read(target)
  if (document === undefined) return { ok: false, error: 'invalid-document' }
  const error = document.merge(patch)
  return error === undefined ? { ok: true, text: document.text } : { ok: false, error }
}

/**
 * A JSON document that takes one merge patch after the other, by the rules of `mergePatchText`. It is read once and
 * written when its text is asked for, so that a patch costs what is in it, and not what is in the document.
 */
export class MergeDocument {
  #root: Node
  #text: string | undefined

  private constructor(root: Node) {
    this.#root = root
  }

  /** Reads a document; undefined where the text is no JSON. */
  static read(text: string): MergeDocument | undefined {
    const document = parseRawJson(text)
    return document === undefined ? undefined : new MergeDocument(document)
  }

  /** Merges a patch, or says which of the two cannot be used, and does nothing. */
  merge(text: string): MergeFailure | undefined {
    const patch = parseRawJson(text)
    if (patch === undefined) return 'invalid-patch'
    if (this.#root.kind === 'scalar' && isNull(this.#root)) return 'invalid-document'
    if (patch.kind === 'scalar') return 'invalid-patch'
    this.#root = mergeNodes(this.#root, patch)
    this.#text = undefined
    return undefined
  }

  get text(): string {
    return (this.#text ??= writeNested(this.#root, expandNode))
  }
}

/** A value of the document: as it was read, without its nulls, or an object that patches were merged into. */
type Node = RawJson | { readonly kind: 'cleaned'; readonly value: RawJson } | MergedObject

interface MergedObject {
  readonly kind: 'merged'
  readonly members: Map<string, Node>
}

/** Objects still to be merged are kept in a list: a document may be nested deeper than the call stack. */
function mergeNodes(document: Node, patch: RawJson): Node {
  const root = asObject(document)
  if (root === undefined || patch.kind !== 'object') return { kind: 'cleaned', value: patch }
  const pending: [MergedObject, RawObject][] = [[root, patch]]
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const [{ members }, changes] = next
    for (const [key, value] of changes.members) {
      const current = members.get(key)
      const object = current && asObject(current)
      if (isNull(value)) members.delete(key)
      else if (object === undefined) members.set(key, { kind: 'cleaned', value })
      else if (value.kind === 'object') {
        members.set(key, object)
        pending.push([object, value])
      } else members.set(key, value)
    }
  }
  return root
}

/** An object that can be merged into; undefined for lists and scalars. */
function asObject(node: Node): MergedObject | undefined {
  if (node.kind === 'merged') return node
  if (node.kind === 'object') return { kind: 'merged', members: new Map(node.members) }
  if (node.kind === 'cleaned' && node.value.kind === 'object')
    return { kind: 'merged', members: cleanMembers(node.value) }
  return undefined
}

function expandNode(node: Node): string | readonly TextPart<Node>[] {
  switch (node.kind) {
    case 'merged':
      return objectParts(partsOf(node.members))
    case 'cleaned':
      return expandCleaned(node.value)
    default:
      return node.text
  }
}

function expandCleaned(value: RawJson): string | readonly TextPart<Node>[] {
  if (value.kind === 'object') return objectParts(partsOf(cleanMembers(value)))
  if (value.kind === 'list')
    return listParts(value.items.map((item) => ({ node: { kind: 'cleaned', value: item } })))
  return value.text
}

function partsOf(members: ReadonlyMap<string, Node>): Map<string, TextPart<Node>> {
  return new Map([...members].map(([key, node]) => [key, { node }]))
}

function cleanMembers(object: RawObject): Map<string, Node> {
  const members = new Map<string, Node>()
  for (const [key, value] of object.members) {
    if (!isNull(value)) members.set(key, { kind: 'cleaned', value })
  }
  return members
}

function isNull(value: RawJson): boolean {
  return value.kind === 'scalar' && value.text === 'null'
}
