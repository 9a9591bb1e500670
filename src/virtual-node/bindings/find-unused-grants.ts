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
  const sets = new Map([...readSetReferences(sidecarSets)].map(([name, set]) => [name, namesOf(set)]))
  return compileGrants(bindings).list.flatMap((grant) =>
    [...grant.subjects].flatMap((subject) => unusedBy(subject, sets.get(subject), grant)),
  )
}

function unusedBy(sidecarSet: string, set: SetNames | undefined, grant: Grant): UnusedGrant[] {
  const unused = (reason: UnusedGrantReason, objects: readonly GrantedObject[]): UnusedGrant[] =>
    objects.length === 0 ? [] : [{ binding: { ...grant.binding }, sidecarSet, reason, objects }]
  const objects = [...grant.objects.values()].map((object) => ({ ...object }))
  if (set === undefined) return unused('no-such-sidecar-set', objects)
  const isIn = (names: ReadonlySet<string>, { kind, name }: GrantedObject): boolean =>
    names.has(keyOf({ kind, name, namespace: grant.binding.namespace }))
  const idle = objects.filter((object) => !isIn(set.needed, object))
  return [
    ...unused(
      'no-such-reference',
      idle.filter((object) => !isIn(set.local, object)),
    ),
    ...unused(
      'same-namespace',
      idle.filter((object) => isIn(set.local, object)),
    ),
  ]
}

/** The objects that a SidecarSet refers to, by `keyOf`: each is looked up once for every object of a binding. */
interface SetNames {
  readonly needed: ReadonlySet<string>
  readonly local: ReadonlySet<string>
}

function namesOf({ needed, local }: SetReferences): SetNames {
  return { needed: new Set(needed.map(keyOf)), local: new Set(local.map(keyOf)) }
}

/** Neither a kind nor a namespace has a slash. */
function keyOf({ kind, namespace, name }: Pick<QualifiedReference, 'kind' | 'namespace' | 'name'>): string {
  return `${kind}/${namespace}/${name}`
}
