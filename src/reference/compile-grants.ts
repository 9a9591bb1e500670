import { compareUtf8 } from '../kubernetes/utf8.js'
import { isJsonObject, ownValue } from '../kubernetes/own-entry.js'
import type { SidecarSetResourceBinding } from '../manifest/manifest-types.js'
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
}

/**
 * Indexes bindings. The order in which they are given does not matter.
 *
 * 1. A binding speaks for objects of its own namespace only; one without a namespace grants nothing.
 * 2. Subjects count when they are of kind `SidecarSet`, objects when they are of kind `ConfigMap` or `Secret`; whatever
 *    else stands in the lists, null included, is passed over.
 * 3. Names are exact. `*` is the name of nothing.
 * 4. Several bindings add up.
 *
 * @example compileGrants(bindings).byNamespace.has('kube-system') // true
 */
export function compileGrants(bindings: readonly SidecarSetResourceBinding[] | null | undefined): Grants {
  const list = listOf(bindings).flatMap(readGrant).sort(byBinding)
  const byNamespace = new Map<string, MutableNamespaceGrants>()
  for (const grant of list) {
    const grants = getOrAdd(byNamespace, grant.binding.namespace, emptyNamespaceGrants)
    for (const subject of grant.subjects) getOrAdd(grants.bySubject, subject, emptyList).push(grant)
    for (const key of grant.objects.keys()) getOrAdd(grants.byObject, key, emptyList).push(grant)
  }
  return { byNamespace, list }
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

function readGrant(binding: unknown): Grant[] {
  const metadata = objectAt(binding, 'metadata')
  const namespace = textAt(metadata, 'namespace')
  if (namespace === '') return []
  const spec = objectAt(binding, 'spec')
  const subjects = listOf(ownValue(spec, 'subjects')).filter(
    (subject) => textAt(subject, 'kind') === 'SidecarSet',
  )
  const objects = listOf(ownValue(spec, 'resourceRefs')).flatMap(readObject)
  return [
    {
      binding: { namespace, name: textAt(metadata, 'name') },
      subjects: new Set(subjects.map((subject) => textAt(subject, 'name')).filter((name) => name !== '')),
      objects: new Map(objects.map((object) => [objectKey(object), object])),
    },
  ]
}

function readObject(value: unknown): GrantedObject[] {
  const kind = textAt(value, 'kind')
  const name = textAt(value, 'name')
  return name !== '' && (kind === 'ConfigMap' || kind === 'Secret') ? [{ kind, name }] : []
}

function byBinding({ binding: a }: Grant, { binding: b }: Grant): number {
  return compareUtf8(a.namespace, b.namespace) || compareUtf8(a.name, b.name)
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

function objectAt(value: unknown, key: string): Readonly<Record<string, unknown>> {
  const found = isJsonObject(value) ? ownValue(value, key) : undefined
  return isJsonObject(found) ? found : {}
}

function textAt(value: unknown, key: string): string {
  const found = isJsonObject(value) ? ownValue(value, key) : undefined
  return typeof found === 'string' ? found : ''
}
