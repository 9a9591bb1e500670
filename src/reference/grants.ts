import { createIssueCollector, type Issue, type FieldPath, type ResourceId } from '../issue/index.js'
import { compareUtf8 } from '../kubernetes/utf8.js'
import type { SidecarSetResourceBinding } from '../manifest/manifest-types.js'
import {
  isJsonObject,
  listAt,
  readSafely,
  textAt,
  valueAt,
  describeMismatch,
  type Wanted,
} from '../read/index.js'
import type { ResourceKind } from './find-references.js'

/** A binding, by where it is. */
export interface BindingId {
  readonly namespace: string
  readonly name: string
}

/** An object that a binding names; it is one of the binding's own namespace. */
export interface GrantedObject {
  readonly kind: ResourceKind
  readonly name: string
}

/** What one binding grants: each of its subjects may read each of its objects. */
export interface Grant {
  readonly binding: BindingId
  /** Names of SidecarSets. */
  readonly subjects: ReadonlySet<string>
  /** Objects by `objectKey`, in the order of the binding. */
  readonly objects: ReadonlyMap<string, GrantedObject>
  /** Entries of a kind that grants nothing. Only explanations read them: a kind may be misspelt. */
  readonly passedOver: readonly PassedOverEntry[]
}

/** An entry of a binding that does not count. */
export interface PassedOverEntry {
  readonly list: 'subjects' | 'resourceRefs'
  readonly kind: string
  readonly name: string
}

/** The grants of one namespace. Lists are in order of the bindings' names. */
export interface NamespaceGrants {
  readonly bySubject: ReadonlyMap<string, readonly Grant[]>
  readonly byObject: ReadonlyMap<string, readonly Grant[]>
}

/** Bindings, indexed for `authorizeReference`. Immutable; in size proportional to the bindings. */
export interface Grants {
  readonly byNamespace: ReadonlyMap<string, NamespaceGrants>
  /** All grants, in order of the bindings' namespaces and names. */
  readonly list: readonly Grant[]
  /**
   * An error `duplicate` for each name that several bindings of a namespace have, and those of bindings that cannot be
   * read. Such bindings grant nothing.
   */
  readonly issues: readonly Issue[]
}

/** What counts as a binding. */
export interface GrantOptions {
  /**
   * What a binding with `metadata.deletionTimestamp` grants: nothing (`ignore`), or what it did before (`honor`).
   *
   * @default 'ignore'
   */
  readonly deletingBindings?: 'ignore' | 'honor' | undefined
}

/**
 * Indexes bindings. The order in which they are given does not matter. What is doubtful grants nothing.
 *
 * 1. Only `kind: SidecarSetResourceBinding` of group `sidecarset.alibabacloud.com` is a binding. An object without kind
 *    or apiVersion is none: the API server sends both with every custom resource.
 * 2. A binding speaks for objects of its own namespace only; one without a namespace grants nothing.
 * 3. A binding that is being deleted grants nothing, unless `deletingBindings` is `honor`.
 * 4. Several bindings of one namespace and name are not from one cluster. None of them grants anything, and `issues`
 *    says so. Neither does one with a value of the wrong type where it says what it grants.
 * 5. Subjects count when they are of kind `SidecarSet`, objects when they are of kind `ConfigMap` or `Secret`; whatever
 *    else stands in the lists, null included, is passed over.
 * 6. Names are exact. `*` is the name of nothing.
 * 7. Several bindings add up.
 *
 * @example compileGrants(bindings).byNamespace.has('kube-system') // true
 */
export function compileGrants(
  bindings: readonly SidecarSetResourceBinding[] | null | undefined,
  { deletingBindings = 'ignore' }: GrantOptions = {},
): Grants {
  const read = listAt(bindings).map((binding) => readSafely(binding, readBinding))
  const found = read.flatMap(({ grant }) => grant ?? []).sort(byBinding)
  const { issues, isDuplicate } = findDuplicates(found)
  const list = found.filter(
    (grant) => !isDuplicate(grant) && (!grant.isDeleting || deletingBindings === 'honor'),
  )
  const byNamespace = new Map<string, MutableNamespaceGrants>()
  for (const grant of list) {
    const grants = getOrAdd(byNamespace, grant.binding.namespace, emptyNamespaceGrants)
    for (const subject of grant.subjects) getOrAdd(grants.bySubject, subject, emptyList).push(grant)
    for (const key of grant.objects.keys()) getOrAdd(grants.byObject, key, emptyList).push(grant)
  }
  return { byNamespace, list, issues: [...read.flatMap(({ unreadable }) => unreadable), ...issues] }
}

/** Whether an object is a binding by its kind and API group. */
export function isResourceBinding(value: unknown): boolean {
  return (
    textAt(value, 'kind') === 'SidecarSetResourceBinding' &&
    textAt(value, 'apiVersion')?.startsWith('sidecarset.alibabacloud.com/') === true
  )
}

/** Key of an object within its namespace. */
export function objectKey({ kind, name }: GrantedObject): string {
  return `${kind}/${name}`
}

interface MutableNamespaceGrants {
  readonly bySubject: Map<string, Grant[]>
  readonly byObject: Map<string, Grant[]>
}

const emptyList = (): Grant[] => []

const emptyNamespaceGrants = (): MutableNamespaceGrants => ({ bySubject: new Map(), byObject: new Map() })

function getOrAdd<K, V>(map: Map<K, V>, key: K, create: () => V): V {
  const found = map.get(key)
  if (found !== undefined) return found
  const created = create()
  map.set(key, created)
  return created
}

interface FoundBinding extends Grant {
  readonly isDeleting: boolean
}

interface BindingReading {
  /** Undefined where nothing could be granted, whatever else there is. */
  readonly grant?: FoundBinding
  readonly unreadable: readonly Issue[]
}

function readBinding(value: unknown): BindingReading {
  if (isJsonObject(value) && !isResourceBinding(value)) return { unreadable: [] }
  const unreadable = findUnreadableFields(value)
  const namespace = textAt(value, 'metadata', 'namespace') ?? ''
  if (namespace === '') return { unreadable }
  const subjects = listAt(value, 'spec', 'subjects').filter(
    (subject) => textAt(subject, 'kind') === 'SidecarSet',
  )
  // It takes its name, and has nothing to grant.
  const objects = unreadable.length > 0 ? [] : listAt(value, 'spec', 'resourceRefs').flatMap(readObject)
  const grant = {
    binding: { namespace, name: textAt(value, 'metadata', 'name') ?? '' },
    subjects: new Set(subjects.map((subject) => textAt(subject, 'name') ?? '').filter((name) => name !== '')),
    objects: new Map(objects.map((object) => [objectKey(object), object])),
    passedOver: [
      ...passedOver(value, 'subjects', ['SidecarSet']),
      ...passedOver(value, 'resourceRefs', ['ConfigMap', 'Secret']),
    ],
    isDeleting: (valueAt(value, 'metadata', 'deletionTimestamp') ?? null) !== null,
  }
  return { grant, unreadable }
}

function passedOver(
  value: unknown,
  list: PassedOverEntry['list'],
  kinds: readonly string[],
): readonly PassedOverEntry[] {
  return listAt(value, 'spec', list).flatMap((entry) => {
    const [kind, name] = [textAt(entry, 'kind') ?? '', textAt(entry, 'name') ?? '']
    return name === '' || kinds.includes(kind) ? [] : [{ list, kind, name }]
  })
}

/** @param sorted bindings in order of namespace and name */
function findDuplicates(sorted: readonly FoundBinding[]): {
  readonly issues: readonly Issue[]
  readonly isDuplicate: (grant: Grant) => boolean
} {
  const doubled = new Map<string, BindingId>()
  sorted.forEach((grant, index) => {
    const next = sorted[index + 1]
    if (next !== undefined && byBinding(grant, next) === 0)
      doubled.set(bindingKey(grant.binding), grant.binding)
  })
  const issues = [...doubled.values()].flatMap(({ namespace, name }) => {
    const collector = createIssueCollector({ kind: 'SidecarSetResourceBinding', namespace, name })
    collector
      .at('metadata', 'name')
      .error('duplicate', `two SidecarSetResourceBindings of namespace ${namespace} are named ${name}`)
    return collector.list
  })
  return { issues, isDuplicate: ({ binding }) => doubled.has(bindingKey(binding)) }
}

function bindingKey({ namespace, name }: BindingId): string {
  return `${namespace}/${name}`
}

function readObject(value: unknown): GrantedObject[] {
  const kind = textAt(value, 'kind')
  const name = textAt(value, 'name') ?? ''
  return name !== '' && (kind === 'ConfigMap' || kind === 'Secret') ? [{ kind, name }] : []
}

function byBinding({ binding: a }: Grant, { binding: b }: Grant): number {
  return compareUtf8(a.namespace, b.namespace) || compareUtf8(a.name, b.name)
}

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
