import { isJsonObject, ownValue } from '../kubernetes/own-entry.js'

/** Labels of an object. */
export type Labels = Readonly<Record<string, string>>

/**
 * The value of a label; `undefined` when the object has no such label.
 *
 * Labels come from Pods of any origin: what is no object has no labels, null is the empty text, as Go reads it, and a
 * value of another type counts as absent. Keys such as `constructor` are labels like any other.
 *
 * @example readLabel({ app: 'web' }, 'app')         // 'web'
 * @example readLabel({ app: 'web' }, 'constructor') // undefined
 */
export function readLabel(labels: Labels | null | undefined, key: string): string | undefined {
  if (!isJsonObject(labels)) return undefined
  const value = ownValue(labels, key)
  if (value === null) return ''
  return typeof value === 'string' ? value : undefined
}

/** The keys of all labels of an object. */
export function labelKeys(labels: Labels | null | undefined): readonly string[] {
  return isJsonObject(labels) ? Object.keys(labels) : []
}
