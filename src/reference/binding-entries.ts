import type { IssueCollector } from '../issue/index.js'
import { dnsSubdomainMistakes, isObjectName } from '../kubernetes/names/index.js'
import { ownValue, type JsonObject, isJsonObject } from '../read/index.js'
import { reportMistakes, requireChoice, requireText } from '../kubernetes/field-checks.js'
import { quote } from '../text/visible.js'
import { suggestObjectName, closestWord } from '../text/suggestions.js'

/** A subject or an object of a binding, with its place in its list. */
export interface BindingEntry {
  readonly kind: string
  readonly name: string
  readonly index: number
}

/** The list that entries are of. */
export interface EntryList {
  readonly list: 'subjects' | 'resourceRefs'
  /** The binding's own namespace. */
  readonly namespace: string
}

const kindsOf = { subjects: ['SidecarSet'], resourceRefs: ['ConfigMap', 'Secret'] } as const

/**
 * Reads the subjects or the objects of a binding and reports what is wrong with them.
 *
 * @returns the entries without mistakes, each once
 */
export function readEntries(value: unknown, where: EntryList, issues: IssueCollector): BindingEntry[] {
  if (value !== undefined && value !== null && !Array.isArray(value)) {
    issues.error('wrong-type', `must be a list, but is ${nameType(value)}; write each entry behind a hyphen`)
    return []
  }
  const list: readonly unknown[] = value ?? []
  if (list.length === 0) issues.error('required', `is missing: ${needs[where.list]}`)
  const seen = new Set<string>()
  return list.flatMap((each, index) => {
    const entry = readEntry(each, where, issues.at(index))
    if (entry === undefined) return []
    const key = JSON.stringify([entry.kind, entry.name])
    if (seen.has(key)) {
      issues
        .at(index)
        .warning('duplicate', `${entry.kind} ${quote(entry.name)} is in the list already; leave it out`)
      return []
    }
    seen.add(key)
    return [{ ...entry, index }]
  })
}

const needs = {
  subjects: 'name the SidecarSets that may read, such as {kind: SidecarSet, name: filebeat}',
  resourceRefs: 'name the objects that they may read, such as {kind: ConfigMap, name: filebeat-config}',
} as const

function readEntry(
  value: unknown,
  where: EntryList,
  issues: IssueCollector,
): Omit<BindingEntry, 'index'> | undefined {
  const entry = readMapping(value, issues)
  if (entry === undefined) return undefined
  const kinds = kindsOf[where.list]
  reportStray(entry, where, issues)
  const kind = readTextField(entry, 'kind', issues)
  if (kind !== undefined && requireText(issues.at('kind'), kind, `write ${kinds.join(' or ')}`))
    requireChoice(issues.at('kind'), kind, kinds)
  const name = readTextField(entry, 'name', issues)
  if (name !== undefined && requireText(issues.at('name'), name, 'write the name of one object'))
    validateName(name, where, issues.at('name'))
  if (kind === undefined || name === undefined || !isUsable(kind, name, kinds)) return undefined
  return { kind, name }
}

function isUsable(kind: string, name: string, kinds: readonly string[]): boolean {
  return kinds.includes(kind) && isObjectName(name)
}

/** A namespace is the one thing that people write here and that cannot be. */
function reportStray(entry: JsonObject, { list, namespace }: EntryList, issues: IssueCollector): void {
  reportUnknown(entry, ['kind', 'name', 'namespace'], issues)
  const stray = ownValue(entry, 'namespace')
  if (stray === undefined || stray === null) return
  const why =
    list === 'subjects'
      ? 'SidecarSets belong to no namespace'
      : `the objects are those of the binding's own namespace${namespace === '' ? '' : `, ${namespace}`}; another namespace needs a binding of its own`
  issues.at('namespace').warning('unknown-field', `"namespace" is no field here, so it is dropped; ${why}`)
}

function validateName(name: string, { list, namespace }: EntryList, issues: IssueCollector): void {
  if (/[*?]/.test(name))
    issues.error(
      'wildcard-name',
      `${quote(name)} is taken for an exact name, and nothing has it; write an entry for each name`,
    )
  else if (list === 'resourceRefs' && name.includes('/'))
    issues.error('invalid', `${quote(name)}: ${describeOwnNamespace(name, namespace)}`)
  else reportMistakes(issues, name, dnsSubdomainMistakes(name), suggestObjectName(name))
}

function describeOwnNamespace(name: string, namespace: string): string {
  const slash = name.indexOf('/')
  const [there, rest] = [name.slice(0, slash), name.slice(slash + 1)]
  return there === namespace
    ? `the objects are those of the binding's own namespace already; write ${quote(rest)}`
    : `a binding grants objects of its own namespace only; put a binding with ${quote(rest)} into namespace ${quote(there)}`
}

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
