import type { FieldPath, IssueCode } from '../issue/index.js'
import { compareUtf8 } from '../kubernetes/utf8.js'
import { isJsonObject, ownValue } from '../read/index.js'
import type { LabelSelector } from '../manifest/api-types.js'

/** The operators that `matchExpressions` may use. */
export const selectorOperators: readonly SelectorOperator[] = ['In', 'NotIn', 'Exists', 'DoesNotExist']

export type SelectorOperator = 'In' | 'NotIn' | 'Exists' | 'DoesNotExist'

/** One thing that a selector asks of labels. `Equals` is an entry of `matchLabels`. */
export interface Requirement {
  readonly key: string
  readonly operator: SelectorOperator | 'Equals'
  /** The values listed; one for `Equals`. `Exists` and `DoesNotExist` ignore theirs. */
  readonly values: readonly string[]
  /** Where it stands in the selector. */
  readonly path: FieldPath
}

/** Whether a text is an operator of `matchExpressions`. Letter case counts. */
export function isSelectorOperator(text: string): text is SelectorOperator {
  return (selectorOperators as readonly string[]).includes(text)
}

/** What a selector asks for: `matchLabels` sorted by key, then `matchExpressions`. Unknown operators ask for nothing. */
export function requirementsOf(reading: SelectorReading): readonly Requirement[] {
  const fromLabels = reading.labels.map(([key, value]): Requirement => ({
    key,
    operator: 'Equals',
    values: [value],
    path: ['matchLabels', key],
  }))
  return [...fromLabels, ...reading.expressions.flatMap(requirementOf)]
}

function requirementOf({ key, operator, values }: Expression, index: number): readonly Requirement[] {
  return isSelectorOperator(operator) ? [{ key, operator, values, path: ['matchExpressions', index] }] : []
}

/** Whether a label's value, `undefined` where there is none, is as required. */
export type RequirementTest = (actual: string | undefined) => boolean

/**
 * The test of a requirement, as plain text and without asking whether key and values are well formed.
 *
 * | operator       | label absent | label present   |
 * | -------------- | ------------ | --------------- |
 * | `Equals`, `In` | no           | value listed    |
 * | `NotIn`        | yes          | value not listed|
 * | `Exists`       | no           | yes             |
 * | `DoesNotExist` | yes          | no              |
 */
export function compileRequirement(requirement: Requirement): RequirementTest {
  const isListed = compileList(requirement.values)
  switch (requirement.operator) {
    case 'Equals':
    case 'In':
      return (actual) => actual !== undefined && isListed(actual)
    case 'NotIn':
      return (actual) => actual === undefined || !isListed(actual)
    case 'Exists':
      return (actual) => actual !== undefined
    case 'DoesNotExist':
      return (actual) => actual === undefined
  }
}

/** A set pays for itself only where the list is long. */
function compileList(values: readonly string[]): (value: string) => boolean {
  const longest = 8
  if (values.length <= longest) return (value) => values.includes(value)
  const set = new Set(values)
  return (value) => set.has(value)
}

/**
 * Requirements in the notation of kubectl's `--selector`, in the order given. Values are sorted, doubles stay.
 *
 * @example formatRequirements([{ key: 'tier', operator: 'In', values: ['db', 'cache'], path: [] }]) // 'tier in (cache,db)'
 */
export function formatRequirements(requirements: readonly Requirement[]): string {
  return requirements.map(formatRequirement).join(',')
}

/** One requirement in that notation. @example formatRequirement({ key: 'a', operator: 'DoesNotExist', values: [], path: [] }) // '!a' */
export function formatRequirement({ key, operator, values }: Requirement): string {
  const list = [...values].sort(compareUtf8).join(',')
  switch (operator) {
    case 'Equals':
      return `${key}=${list}`
    case 'In':
      return `${key} in (${list})`
    case 'NotIn':
      return `${key} notin (${list})`
    case 'Exists':
      return key
    case 'DoesNotExist':
      return `!${key}`
  }
}

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
