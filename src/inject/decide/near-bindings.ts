import { objectKey, type Grant } from '../../reference/grants.js'
import type { Grants, ReferenceDecision } from '../../reference/index.js'
import { closestWord } from '../../text/suggestions.js'
import { messageText } from '../../text/visible.js'
import type { NearMiss, NearMissChange } from './near-miss.js'

type BindingChange = Extract<NearMissChange, { readonly change: 'fix-binding' }>

/**
 * The bindings that nearly grant what was denied, and what is wrong with each: one part of it, where all else fits. Of
 * several, the first that applies:
 *
 * 1. It is in another namespace: a binding speaks for objects of its own namespace only.
 * 2. A kind in it is misspelt.
 * 3. It names another SidecarSet.
 * 4. The name of the object is misspelt.
 *
 * @param denied references of one SidecarSet
 */
export function findNearBindings(denied: readonly ReferenceDecision[], grants: Grants): NearMiss | undefined {
  const found = denied.map((reference) => nearest(reference, grants.list))
  const changes = found.filter((change) => change !== undefined)
  if (changes.length === 0) return undefined
  const clauses = changes.slice(0, mostClauses).map(describe)
  const what = changes.length === denied.length ? 'would be granted' : 'would partly be granted'
  return { changes, message: messageText(`${what} if ${clauses.join(', and ')}`) }
}

const mostClauses = 3

function nearest(reference: ReferenceDecision, grants: readonly Grant[]): BindingChange | undefined {
  for (const find of [otherNamespace, misspeltKind, otherSubject, misspeltObject]) {
    for (const grant of grants) {
      const change = find(reference, grant)
      if (change !== undefined) return change
    }
  }
  return undefined
}

type Find = (reference: ReferenceDecision, grant: Grant) => BindingChange | undefined

const otherNamespace: Find = (reference, { binding, subjects, objects }) =>
  binding.namespace !== reference.namespace &&
  subjects.has(reference.sidecarSet) &&
  objects.has(objectKey(reference))
    ? fix(binding, 'namespace', reference.namespace, binding.namespace)
    : undefined

const misspeltKind: Find = (
  { namespace, sidecarSet, kind, name },
  { binding, subjects, objects, passedOver },
) => {
  if (binding.namespace !== namespace) return undefined
  const subject = passedOver.find((entry) => entry.list === 'subjects' && entry.name === sidecarSet)
  const object = passedOver.find((entry) => entry.list === 'resourceRefs' && entry.name === name)
  if (subject !== undefined && objects.has(objectKey({ kind, name })))
    return fix(binding, 'subject-kind', 'SidecarSet', subject.kind)
  if (object !== undefined && subjects.has(sidecarSet)) return fix(binding, 'object-kind', kind, object.kind)
  const other = [...objects.values()].find((each) => each.name === name && each.kind !== kind)
  return other !== undefined && subjects.has(sidecarSet)
    ? fix(binding, 'object-kind', kind, other.kind)
    : undefined
}

const otherSubject: Find = (reference, { binding, subjects, objects }) => {
  if (binding.namespace !== reference.namespace || !objects.has(objectKey(reference))) return undefined
  const near = closestWord(reference.sidecarSet, [...subjects]) ?? [...subjects][0]
  return near === undefined || subjects.has(reference.sidecarSet)
    ? undefined
    : fix(binding, 'subject', reference.sidecarSet, near)
}

const misspeltObject: Find = ({ namespace, sidecarSet, kind, name }, { binding, subjects, objects }) => {
  if (binding.namespace !== namespace || !subjects.has(sidecarSet)) return undefined
  const names = [...objects.values()].filter((each) => each.kind === kind).map((each) => each.name)
  const near = closestWord(name, names)
  return near === undefined || near === name ? undefined : fix(binding, 'object', name, near)
}

function fix(
  { namespace, name }: Grant['binding'],
  field: BindingChange['field'],
  value: string,
  actual: string,
): BindingChange {
  return { change: 'fix-binding', binding: { namespace, name }, field, value, actual }
}

const parts: Readonly<Record<BindingChange['field'], string>> = {
  namespace: 'were in namespace',
  'subject-kind': 'had a subject of kind',
  'object-kind': 'had a resourceRef of kind',
  subject: 'named SidecarSet',
  object: 'named object',
}

function describe({ binding, field, value, actual }: BindingChange): string {
  const clause = `binding ${binding.namespace}/${binding.name} ${parts[field]} ${value}`
  return field === 'namespace' ? clause : `${clause} instead of ${actual}`
}
