import { describeValue, quotingHint, type FieldPath } from '../../issue/index.js'
import type { ManifestIssueCode } from '../../issue/catalog.js'
import type { Wanted } from './scalars.js'

const wantedText: Readonly<Record<Wanted, string>> = {
  text: 'text',
  boolean: 'true or false',
  int32: 'a whole number of 32 bits',
  int64: 'a whole number of 64 bits',
  quantity: 'an amount such as 100m, 0.5 or 1Gi',
  'int-or-string': 'a whole number or text such as 10%',
  time: 'a time such as 2026-01-01T00:00:00Z',
  mapping: 'a mapping',
  list: 'a list',
}

export interface Mismatch {
  readonly code: Extract<ManifestIssueCode, 'wrong-type' | 'invalid-quantity' | 'invalid-time'>
  readonly message: string
}

/** Says what a field wanted and what it got, and how to write it where that is a matter of quotes. */
export function describeMismatch(wanted: Wanted, value: unknown, path: FieldPath): Mismatch {
  const code = mismatchCode(wanted, value)
  const how = wanted === 'text' ? quotingHint(value, path) : undefined
  const hint = how === undefined ? '' : `; ${how}`
  return { code, message: `must be ${wantedText[wanted]}, not ${describeValue(value, path)}${hint}` }
}

function mismatchCode(wanted: Wanted, value: unknown): Mismatch['code'] {
  if (wanted === 'quantity' && (typeof value === 'string' || typeof value === 'number'))
    return 'invalid-quantity'
  if (wanted === 'time' && typeof value === 'string') return 'invalid-time'
  return 'wrong-type'
}
