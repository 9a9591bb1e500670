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
export function describeMismatch(wanted: Wanted, value: unknown): Mismatch {
  const code = mismatchCode(wanted, value)
  const hint = wanted === 'text' && isQuotable(value) ? `; put it in quotes: "${String(value)}"` : ''
  return { code, message: `must be ${wantedText[wanted]}, not ${describeValue(value)}${hint}` }
}

function mismatchCode(wanted: Wanted, value: unknown): Mismatch['code'] {
  if (wanted === 'quantity' && (typeof value === 'string' || typeof value === 'number'))
    return 'invalid-quantity'
  if (wanted === 'time' && typeof value === 'string') return 'invalid-time'
  return 'wrong-type'
}

function isQuotable(value: unknown): boolean {
  return typeof value === 'number' || typeof value === 'boolean'
}

/** A value in a message: its kind, and its text where that is short. */
export function describeValue(value: unknown): string {
  if (value === null || value === undefined) return 'empty'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object') return 'a mapping'
  const text = typeof value === 'string' ? JSON.stringify(value) : String(value)
  const shown = text.length > 60 ? `${text.slice(0, 57)}...` : text
  return `the ${typeof value === 'string' ? 'text' : typeof value} ${shown}`
}
