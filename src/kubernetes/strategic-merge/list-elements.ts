import { isJsonObject, ownValue, type JsonObject } from '../own-entry.js'
import { patchDirective } from './directives.js'
import type { ListPlace, MergeContext, MergeProblem } from './merge-context.js'

/** An element of a merged list, and where it stands. */
export interface ListElement {
  readonly in: MergeProblem['in']
  /** Index in the list it comes from. */
  readonly index: number
  readonly value: JsonObject
}

/** The elements of a list. One that is no object is a problem, and left out. */
export function readElements(
  context: MergeContext,
  place: ListPlace,
  side: MergeProblem['in'],
  list: readonly unknown[],
): ListElement[] {
  return list.flatMap((value, index) => {
    if (isJsonObject(value)) return [{ in: side, index, value }]
    const message = `an element of a list that is merged by ${place.mergeKey} must be an object`
    context.problems.push({ code: 'not-an-object', in: side, path: [...place.path, index], message })
    return []
  })
}

/** The elements that have the merge key. One that lacks it is a problem, and left out. */
export function withKey(
  context: MergeContext,
  place: ListPlace,
  elements: readonly ListElement[],
): ListElement[] {
  return elements.filter(({ in: side, index, value }) => {
    if (ownValue(value, place.mergeKey) !== undefined) return true
    const message = `an element lacks ${place.mergeKey}, by which the list is merged`
    context.problems.push({ code: 'missing-merge-key', in: side, path: [...place.path, index], message })
    return false
  })
}

/** The elements of a patch list, told apart by their `$patch`. */
export interface PatchElements {
  /** Those without a directive. */
  readonly plain: readonly ListElement[]
  /** Keys of elements to remove. */
  readonly deleted: ReadonlySet<unknown>
  /** Whether the plain elements are to be the result. */
  readonly replaces: boolean
}

/** Takes the elements that are directives out of a patch list. */
export function splitDirectives(
  context: MergeContext,
  place: ListPlace,
  elements: readonly ListElement[],
): PatchElements {
  const plain: ListElement[] = []
  const deletions: ListElement[] = []
  let replaces = false
  for (const element of elements) {
    const directive = ownValue(element.value, patchDirective)
    if (directive === undefined) plain.push(element)
    else if (directive === 'delete') deletions.push(element)
    else if (directive === 'replace') replaces = true
    else {
      const path = [...place.path, element.index, patchDirective]
      const message = 'in a list, $patch must be replace or delete'
      context.problems.push({ code: 'unknown-directive', in: 'patch', path, message })
    }
  }
  const deleted = withKey(context, place, deletions).map(({ value }) => ownValue(value, place.mergeKey))
  return { plain, deleted: new Set(deleted), replaces }
}
