import type { FieldPath, IssueCode } from '../issue/index.js'
import { isJsonObject, ownValue } from '../kubernetes/own-entry.js'
import { compareUtf8 } from '../kubernetes/utf8.js'
import type { LabelSelector } from '../manifest/api-types.js'

/** Something wrong with a selector, at a place counted from the selector itself. */
export interface SelectorFault {
  readonly code: Extract<IssueCode, 'required' | 'forbidden' | 'invalid' | 'wrong-type'>
  readonly path: FieldPath
  readonly message: string
}

/** A selector in one shape, whatever shape it was given in. Nothing is judged yet but types. */
export interface SelectorReading {
  /** `matchLabels`, sorted by key. */
  readonly labels: readonly (readonly [key: string, value: string])[]
  /** `matchExpressions`, in their order. */
  readonly expressions: readonly Expression[]
  /** Values of a type that Kubernetes could not read at all. */
  readonly wrongTypes: readonly SelectorFault[]
}

/** One of `matchExpressions`; the operator may be any text. */
export interface Expression {
  readonly key: string
  readonly operator: string
  readonly values: readonly string[]
}

/**
 * Reads a selector as Go does.
 *
 * 1. Absent and null are the empty text or list, also inside lists and maps.
 * 2. A value of a wrong type is reported, and read as absent.
 */
export function readSelector(selector: LabelSelector): SelectorReading {
  const wrongTypes: SelectorFault[] = []
  const fields = readObject(selector, [], wrongTypes)
  const labels = readLabels(ownValue(fields, 'matchLabels'), wrongTypes)
  const expressions = readList(ownValue(fields, 'matchExpressions'), ['matchExpressions'], wrongTypes)
  return {
    labels,
    expressions: expressions.map((each, index) =>
      readExpression(each, ['matchExpressions', index], wrongTypes),
    ),
    wrongTypes,
  }
}

function readLabels(value: unknown, faults: SelectorFault[]): SelectorReading['labels'] {
  const labels = readObject(value, ['matchLabels'], faults)
  return Object.keys(labels)
    .sort(compareUtf8)
    .map((key) => [key, readText(labels[key], ['matchLabels', key], faults)])
}

function readExpression(value: unknown, path: FieldPath, faults: SelectorFault[]): Expression {
  const fields = readObject(value, path, faults)
  const valuesPath = [...path, 'values']
  const values = readList(ownValue(fields, 'values'), valuesPath, faults)
  return {
    key: readText(ownValue(fields, 'key'), [...path, 'key'], faults),
    operator: readText(ownValue(fields, 'operator'), [...path, 'operator'], faults),
    values: values.map((each, index) => readText(each, [...valuesPath, index], faults)),
  }
}

function readObject(
  value: unknown,
  path: FieldPath,
  faults: SelectorFault[],
): Readonly<Record<string, unknown>> {
  if (isJsonObject(value)) return value
  if (value !== undefined && value !== null) faults.push(wrongType(path, 'an object', value))
  return {}
}

function readList(value: unknown, path: FieldPath, faults: SelectorFault[]): readonly unknown[] {
  if (Array.isArray(value)) return value
  if (value !== undefined && value !== null) faults.push(wrongType(path, 'a list', value))
  return []
}

function readText(value: unknown, path: FieldPath, faults: SelectorFault[]): string {
  if (typeof value === 'string') return value
  if (value !== undefined && value !== null) faults.push(wrongType(path, 'a string', value))
  return ''
}

function wrongType(path: FieldPath, wanted: string, value: unknown): SelectorFault {
  const found = Array.isArray(value) ? 'a list' : `of type ${typeof value}`
  return { code: 'wrong-type', path, message: `must be ${wanted}, but is ${found}` }
}
