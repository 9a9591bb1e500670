import type { FieldPath } from '../../issue/index.js'
import { listAt, textAt, valueAt } from '../read-path.js'
import { findVariable, type ConventionValues, type VariableName } from './table.js'

/** Why a value has no documented meaning. */
export type SettingProblem =
  /** A number, a boolean or anything else that is not text: the API server refuses it. */
  | 'not-text'
  | 'not-an-integer'
  | 'out-of-range'
  /** Not one of the spellings that are documented. */
  | 'undocumented-value'
  /** `valueFrom`; whether the platform reads such a variable is undocumented. */
  | 'value-from'

/** A variable that a container sets, well or badly. */
export type ConventionSetting = {
  readonly variable: VariableName
  /** The entry of `env`. */
  readonly path: FieldPath
  /** The value as written, where it is text. */
  readonly text?: string
} & ({ readonly value: number | boolean | string } | { readonly problem: SettingProblem })

/**
 * The variables of the conventions that a container sets, in the order of its `env`. Of several entries of one name the
 * last is given: it is the one that the container sees.
 *
 * @param path where the container stands
 */
export function readSettings(container: unknown, path: FieldPath): readonly ConventionSetting[] {
  const last = new Map<VariableName, ConventionSetting>()
  for (const [index, entry] of listAt(container, 'env').entries()) {
    const row = findVariable(textAt(entry, 'name') ?? '')
    if (row === undefined) continue
    const place = { variable: row.name, path: [...path, 'env', index] }
    // Deleted first, so that the last entry has the last place.
    last.delete(row.name)
    last.set(row.name, { ...place, ...readEntry(entry, row.values) })
  }
  return [...last.values()]
}

type Reading = { readonly text?: string } & (
  { readonly value: number | boolean | string } | { readonly problem: SettingProblem }
)

function readEntry(entry: unknown, values: ConventionValues): Reading {
  const value = valueAt(entry, 'value') ?? ''
  if (typeof value !== 'string') return { problem: 'not-text' }
  const source = valueAt(entry, 'valueFrom')
  if (value === '' && source !== undefined && source !== null) return { problem: 'value-from' }
  return { text: value, ...readText(value, values) }
}

function readText(text: string, values: ConventionValues): Reading {
  switch (values.kind) {
    case 'integer':
      return readInteger(text, values.least, values.most)
    case 'flag':
      if (text === values.on) return { value: true }
      // No spelling of "off" is dangerous: off is what holds anyway.
      return text === '' || text.toLowerCase() === 'false'
        ? { value: false }
        : { problem: 'undocumented-value' }
    case 'choice':
      return values.choices.includes(text) ? { value: text } : { problem: 'undocumented-value' }
  }
}

function readInteger(text: string, least: number, most: number): Reading {
  if (!/^-?[0-9]+$/.test(text)) return { problem: 'not-an-integer' }
  const number = Number(text)
  if (number < least || number > most) return { problem: 'out-of-range' }
  return { value: number === 0 ? 0 : number }
}
