import type { ManifestIssueCode } from '../issue/catalog.js'
import { describeValue, quotingHint } from '../issue/format.js'
import type { FieldPath } from '../issue/issue.js'

/** What a field can hold. */
export type Wanted =
  'text' | 'boolean' | 'int32' | 'int64' | 'quantity' | 'int-or-string' | 'time' | 'mapping' | 'list'

const wantedText: Readonly<Record<Wanted, string>> = {
  text: 'a string',
  boolean: 'true or false',
  int32: 'a whole number of 32 bits',
  int64: 'a whole number of 64 bits',
  quantity: 'an amount such as 100m, 0.5 or 1Gi',
  'int-or-string': 'a whole number or text such as 10%',
  time: 'a time such as 2026-01-01T00:00:00Z',
  mapping: 'a mapping',
  list: 'a list',
}

/** A value that its field cannot hold, as an issue tells it. */
export interface Mismatch {
  readonly code: Extract<ManifestIssueCode, 'wrong-type' | 'invalid-quantity' | 'invalid-time'>
  readonly message: string
}

/**
 * The one sentence for a value of the wrong type: what the field wants, what it got, and how to write it where that is a
 * matter of quotes.
 *
 * Values of fields that may hold secrets are not shown; see `isSecretPath`.
 *
 * @example describeMismatch('text', 8080, ['spec', 'hostname']).message
 * // 'must be a string, not the number 8080; write it in quotes: "8080"'
 */
export function describeMismatch(wanted: Wanted, value: unknown, path: FieldPath): Mismatch {
  const how = wanted === 'text' ? quotingHint(value, path) : undefined
  const hint = how === undefined ? '' : `; ${how}`
  return {
    code: mismatchCode(wanted, value),
    message: `must be ${wantedText[wanted]}, not ${describeValue(value, path)}${hint}`,
  }
}

function mismatchCode(wanted: Wanted, value: unknown): Mismatch['code'] {
  if (wanted === 'quantity' && (typeof value === 'string' || typeof value === 'number'))
    return 'invalid-quantity'
  if (wanted === 'time' && typeof value === 'string') return 'invalid-time'
  return 'wrong-type'
}
