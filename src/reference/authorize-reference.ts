import { objectKey, type BindingId, type Grant, type Grants } from './compile-grants.js'
import type { ResourceKind } from './find-references.js'

/** Who wants to read what, for a Pod of which namespace. */
export interface ReferenceRequest {
  readonly sidecarSet: string
  readonly reference: { readonly kind: ResourceKind; readonly namespace?: string; readonly name: string }
  /** Empty where neither the Pod nor the request names one. */
  readonly podNamespace: string
}

/** Why a reference is denied. */
export type DenialReason =
  'no-namespace' | 'no-binding' | 'subject-not-bound' | 'object-not-bound' | 'kind-not-bound'

/** Why a reference is granted or denied. */
export type ReferenceReason = 'same-namespace' | 'bound' | DenialReason

/** The answer of the policy. */
export type ReferenceVerdict =
  | { readonly verdict: 'granted'; readonly reason: 'same-namespace' }
  | { readonly verdict: 'granted'; readonly reason: 'bound'; readonly binding: BindingId }
  | { readonly verdict: 'denied'; readonly reason: DenialReason }

/**
 * May this SidecarSet read this object for a Pod of that namespace? Denied unless something grants it.
 *
 * | Pod's namespace | object's namespace | bindings there | one names the SidecarSet | and, itself, the object     | answer                     |
 * | --------------- | ------------------ | -------------- | ------------------------ | --------------------------- | -------------------------- |
 * | any, or unknown | none given         | -              | -                        | -                           | granted: same-namespace    |
 * | unknown         | given              | -              | -                        | -                           | denied: no-namespace       |
 * | known           | the Pod's own      | -              | -                        | -                           | granted: same-namespace    |
 * | known           | another            | none           | -                        | -                           | denied: no-binding         |
 * | known           | another            | some           | no                       | -                           | denied: subject-not-bound  |
 * | known           | another            | some           | yes                      | no                          | denied: object-not-bound   |
 * | known           | another            | some           | yes                      | the name, of the other kind | denied: kind-not-bound     |
 * | known           | another            | some           | yes                      | yes                         | granted: bound             |
 *
 * "Unknown": neither the Pod nor the request names a namespace. That `default` is assumed for matching in some versions
 * of OpenKruise does not make it known.
 *
 * "There": what counts as a binding is up to `compileGrants`.
 *
 * "Itself": one binding that names the SidecarSet and another that names the object grant nothing together. Of several
 * bindings that grant it, the first by name is given.
 */
export function authorizeReference(grants: Grants, request: ReferenceRequest): ReferenceVerdict {
  const { kind, namespace, name } = request.reference
  if (namespace === undefined) return { verdict: 'granted', reason: 'same-namespace' }
  if (request.podNamespace === '') return { verdict: 'denied', reason: 'no-namespace' }
  if (namespace === request.podNamespace) return { verdict: 'granted', reason: 'same-namespace' }
  const there = grants.byNamespace.get(namespace)
  if (there === undefined) return { verdict: 'denied', reason: 'no-binding' }
  const bound = there.bySubject.get(request.sidecarSet)
  if (bound === undefined) return { verdict: 'denied', reason: 'subject-not-bound' }

  const namingObject = (wanted: ResourceKind): Grant | undefined => {
    const key = objectKey({ kind: wanted, name })
    return firstOfBoth({ bound, naming: there.byObject.get(key) ?? [], subject: request.sidecarSet, key })
  }
  const grant = namingObject(kind)
  if (grant !== undefined) return { verdict: 'granted', reason: 'bound', binding: grant.binding }
  const otherKind = namingObject(kind === 'Secret' ? 'ConfigMap' : 'Secret')
  return { verdict: 'denied', reason: otherKind === undefined ? 'object-not-bound' : 'kind-not-bound' }
}

/** The grants that name a SidecarSet, and those that name an object, each in order. */
interface Candidates {
  readonly bound: readonly Grant[]
  readonly naming: readonly Grant[]
  readonly subject: string
  readonly key: string
}

/** The first grant in both lists. Walks the shorter one: a namespace may have thousands of bindings for one subject. */
function firstOfBoth({ bound, naming, subject, key }: Candidates): Grant | undefined {
  return bound.length < naming.length
    ? bound.find((grant) => grant.objects.has(key))
    : naming.find((grant) => grant.subjects.has(subject))
}
