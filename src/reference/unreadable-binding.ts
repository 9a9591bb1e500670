import { createIssueCollector, type FieldPath, type Issue, type ResourceId } from '../issue/index.js'
import { describeMismatch, isJsonObject, listAt, textAt, valueAt, type Wanted } from '../read/index.js'

/** The fields of a binding that say what it grants, besides the entries of its lists. */
const fields: readonly (readonly [Wanted, FieldPath])[] = [
  ['mapping', ['metadata']],
  ['text', ['metadata', 'namespace']],
  ['text', ['metadata', 'name']],
  ['mapping', ['spec']],
  ['list', ['spec', 'subjects']],
  ['list', ['spec', 'resourceRefs']],
]

/**
 * What keeps a binding from being read: a value of the wrong type where it says what it grants. Null counts as absent.
 * What can be read and is merely invalid is for `validateResourceBinding`.
 */
export function findUnreadableFields(binding: unknown): readonly Issue[] {
  const issues = createIssueCollector(identify(binding))
  if (!isJsonObject(binding)) issues.error('wrong-type', 'a SidecarSetResourceBinding must be a mapping')
  for (const [wanted, path] of [...fields, ...entryFields(binding)]) {
    const value = valueAt(binding, ...path)
    if (value === undefined || value === null || isOf(wanted, value)) continue
    const { code, message } = describeMismatch(wanted, value, path)
    issues.at(...path).error(code, message)
  }
  return issues.list
}

function entryFields(binding: unknown): (readonly [Wanted, FieldPath])[] {
  return (['subjects', 'resourceRefs'] as const).flatMap((list) =>
    listAt(binding, 'spec', list).flatMap((_, index): (readonly [Wanted, FieldPath])[] => {
      const entry = ['spec', list, index] as const
      return [
        ['mapping', entry],
        ['text', [...entry, 'kind']],
        ['text', [...entry, 'name']],
      ]
    }),
  )
}

function isOf(wanted: Wanted, value: unknown): boolean {
  if (wanted === 'list') return Array.isArray(value)
  return wanted === 'text' ? typeof value === 'string' : isJsonObject(value)
}

function identify(binding: unknown): ResourceId {
  const [namespace, name] = [textAt(binding, 'metadata', 'namespace'), textAt(binding, 'metadata', 'name')]
  const where = namespace === undefined ? {} : { namespace }
  return { kind: 'SidecarSetResourceBinding', ...where, name: name ?? '' }
}
