import type { SidecarSet } from '../../manifest/api-types.js'
import type { SidecarSetResourceBinding } from '../../manifest/manifest-types.js'
import {
  compileGrants,
  type BindingId,
  type Grant,
  type GrantedObject,
  type QualifiedReference,
} from '../../reference/index.js'
import { readSetReferences, type SetReferences } from './set-references.js'

/** Why nobody uses what a binding grants. */
export type UnusedGrantReason =
  /** None of the SidecarSets given has that name. */
  | 'no-such-sidecar-set'
  /** No volume of the SidecarSet refers to the objects. */
  | 'no-such-reference'
  /** The SidecarSet selects Pods of the objects' namespace only, which needs no binding. */
  | 'same-namespace'

/** Objects of a binding that one of its SidecarSets could read and does not. */
export interface UnusedGrant {
  readonly binding: BindingId
  readonly sidecarSet: string
  readonly reason: UnusedGrantReason
  readonly objects: readonly GrantedObject[]
}

/**
 * What bindings grant and nobody uses, in order of the bindings. A grant that is not used is one too many: the SidecarSet
 * of that name could read the object in every namespace whose Pods it selects.
 *
 * @param sidecarSets all there are; one that is not among them counts as not existing
 * @example findUnusedGrants(bindings, sidecarSets)
 * // [{ binding: { namespace: 'kube-system', name: 'filebeat' }, sidecarSet: 'filebeat', reason: 'no-such-reference',
 * //    objects: [{ kind: 'Secret', name: 'tls' }] }]
 */
export function findUnusedGrants(
  bindings: readonly SidecarSetResourceBinding[] | null | undefined,
  sidecarSets: readonly SidecarSet[] | null | undefined,
): UnusedGrant[] {
  const sets = readSetReferences(sidecarSets)
  return compileGrants(bindings).list.flatMap((grant) =>
    [...grant.subjects].flatMap((subject) => unusedBy(subject, sets.get(subject), grant)),
  )
}

function unusedBy(sidecarSet: string, set: SetReferences | undefined, grant: Grant): UnusedGrant[] {
  const objects = [...grant.objects.values()]
  const unused = (reason: UnusedGrantReason, of: readonly GrantedObject[]): UnusedGrant[] =>
    of.length === 0 ? [] : [{ binding: grant.binding, sidecarSet, reason, objects: of }]
  if (set === undefined) return unused('no-such-sidecar-set', objects)
  const isNamed = (object: GrantedObject, references: readonly QualifiedReference[]): boolean =>
    references.some((reference) => isTo(reference, object, grant.binding))
  const idle = objects.filter((object) => !isNamed(object, set.needed))
  return [
    ...unused(
      'no-such-reference',
      idle.filter((object) => !isNamed(object, set.local)),
    ),
    ...unused(
      'same-namespace',
      idle.filter((object) => isNamed(object, set.local)),
    ),
  ]
}

function isTo(
  { kind, namespace, name }: QualifiedReference,
  object: GrantedObject,
  binding: BindingId,
): boolean {
  return kind === object.kind && name === object.name && namespace === binding.namespace
}
