import { listParts, objectParts } from './go-json.js'
import { writeNested, type TextPart } from './nested-text.js'
import { parseRawJson, type RawJson, type RawObject } from './raw-json.js'

/** The merged text, or which of the two texts cannot be used. */
export type MergePatchResult =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly error: 'invalid-document' | 'invalid-patch' }

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
  const document = parseRawJson(target)
  if (document === undefined) return { ok: false, error: 'invalid-document' }
  const change = parseRawJson(patch)
  if (change === undefined) return { ok: false, error: 'invalid-patch' }
  if (isNull(document)) return { ok: false, error: 'invalid-document' }
  if (change.kind === 'scalar') return { ok: false, error: 'invalid-patch' }
  return { ok: true, text: writeNested(mergeStep(document, change), expandStep) }
}

/** What is left to do with a value: leave it, drop the nulls in it, or merge a patch into it. */
type Step =
  | { readonly do: 'keep'; readonly value: RawJson }
  | { readonly do: 'clean'; readonly value: RawJson }
  | { readonly do: 'merge'; readonly value: RawObject; readonly patch: RawObject }

function mergeStep(document: RawJson, patch: RawJson): Step {
  if (document.kind === 'object' && patch.kind === 'object') return { do: 'merge', value: document, patch }
  return { do: 'clean', value: patch }
}

function expandStep(step: Step): string | readonly TextPart<Step>[] {
  if (step.do === 'keep') return step.value.text
  if (step.do === 'merge') return objectParts(mergeMembers(step.value, step.patch))
  if (step.value.kind === 'object') return objectParts(cleanMembers(step.value))
  if (step.value.kind === 'list')
    return listParts(step.value.items.map((value) => ({ node: { do: 'clean', value } })))
  return step.value.text
}

function mergeMembers(target: RawObject, patch: RawObject): Map<string, TextPart<Step>> {
  const members = new Map<string, TextPart<Step>>()
  for (const [key, value] of target.members) members.set(key, { node: { do: 'keep', value } })
  for (const [key, value] of patch.members) {
    if (isNull(value)) members.delete(key)
    else members.set(key, { node: memberStep(target.members.get(key), value) })
  }
  return members
}

function memberStep(current: RawJson | undefined, value: RawJson): Step {
  if (current?.kind === 'object' && value.kind !== 'object') return { do: 'keep', value }
  return current === undefined ? { do: 'clean', value } : mergeStep(current, value)
}

function cleanMembers(object: RawObject): Map<string, TextPart<Step>> {
  const members = new Map<string, TextPart<Step>>()
  for (const [key, value] of object.members) {
    if (!isNull(value)) members.set(key, { node: { do: 'clean', value } })
  }
  return members
}

function isNull(value: RawJson): boolean {
  return value.kind === 'scalar' && value.text === 'null'
}
