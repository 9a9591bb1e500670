import { isJsonObject, ownValue, type JsonObject } from '../kubernetes/own-entry.js'
import type { FieldPath } from '../issue/index.js'

// Pods and objects are read by path here, since they may be malformed anywhere: a wrong type on the way is as if nothing
// were there. What is wrong with a manifest is for others to say.

/** The value at a path; keys such as `constructor` find nothing unless the data has them. */
export function valueAt(value: unknown, ...path: FieldPath): unknown {
  let current = value
  for (const segment of path) {
    if (Array.isArray(current)) current = (current as unknown[])[Number(segment)]
    else if (isJsonObject(current)) current = ownValue(current, String(segment))
    else return undefined
  }
  return current
}

/** The text at a path; undefined where there is none. @example textAt(pod, 'spec', 'nodeName') // 'worker-1' */
export function textAt(value: unknown, ...path: FieldPath): string | undefined {
  const found = valueAt(value, ...path)
  return typeof found === 'string' ? found : undefined
}

/** The elements of the list at a path; none where there is no list. */
export function listAt(value: unknown, ...path: FieldPath): readonly unknown[] {
  const found = valueAt(value, ...path)
  return Array.isArray(found) ? found : []
}

/** The texts of the list at a path. */
export function textsAt(value: unknown, ...path: FieldPath): readonly string[] {
  return listAt(value, ...path).filter((element) => typeof element === 'string')
}

const nothing: JsonObject = Object.freeze({})

/** The mapping at a path; an empty one where there is none. */
export function mappingAt(value: unknown, ...path: FieldPath): JsonObject {
  const found = valueAt(value, ...path)
  return isJsonObject(found) ? found : nothing
}
