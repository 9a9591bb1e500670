import type { IssueCollector } from '../issue/index.js'
import { isJsonObject, ownValue, type JsonObject } from '../kubernetes/own-entry.js'
import { closestWord } from '../text/closest-word.js'
import { quote } from '../text/quote.js'

/** A mapping as it is, absent or null as an empty one; `undefined`, and `wrong-type` reported, where it is neither. */
export function readMapping(value: unknown, issues: IssueCollector): JsonObject | undefined {
  if (value === undefined || value === null) return {}
  if (isJsonObject(value)) return value
  issues.error('wrong-type', `must be a mapping, but is ${nameType(value)}`)
  return undefined
}

/** A text as it is, absent or null as the empty one; `undefined`, and `wrong-type` reported, where it is neither. */
export function readTextField(object: JsonObject, field: string, issues: IssueCollector): string | undefined {
  const value = ownValue(object, field)
  if (value === undefined || value === null) return ''
  if (typeof value === 'string') return value
  const hint = typeof value === 'object' ? '' : `; write it in quotes: "${String(value).slice(0, 80)}"`
  issues.at(field).error('wrong-type', `must be a string, but is ${nameType(value)}${hint}`)
  return undefined
}

/** Reports fields that a mapping does not have, with the name that comes closest. */
export function reportUnknown(object: JsonObject, known: readonly string[], issues: IssueCollector): void {
  for (const [field, value] of Object.entries(object)) {
    if (known.includes(field) || value === null || value === undefined) continue
    const meant = closestWord(field, known)
    const hint = meant === undefined ? `the fields here are ${known.join(', ')}` : `did you mean ${meant}?`
    issues.at(field).warning('unknown-field', `${quote(field)} is no field here, so it is dropped; ${hint}`)
  }
}

/** The type of a value, for a message. */
export function nameType(value: unknown): string {
  if (Array.isArray(value)) return 'a list'
  return typeof value === 'object' ? 'a mapping' : `a ${typeof value}`
}
