import { compareUtf8 } from '../kubernetes/utf8.js'
import type { SidecarSet } from '../manifest/api-types.js'
import type { SidecarSetResourceBinding } from '../manifest/manifest-types.js'
import { readOptions } from '../options/index.js'
import { listAt, textAt } from '../read/index.js'
import {
  authorizeReference,
  type BindingId,
  compileGrants,
  describeGrants,
  findQualifiedReferences,
  type Grant,
  type GrantDescription,
  type GrantedObject,
  type Grants,
  type QualifiedReference,
} from '../reference/index.js'
import { bindingSurroundings } from './options.js'

/**
 * Which Secrets bindings open to which SidecarSets. Each deserves a second look: a Secret can be read in every namespace
 * whose Pods the SidecarSet selects, by whoever can set the selected label there, or enter the sidecar.
 *
 * @returns as `describeGrants`, with Secrets only
 * @example formatGrants(findSecretGrants(bindings))
 * // 'SidecarSet filebeat may read Secret kube-system/tls (binding kube-system/filebeat)'
 */
export function findSecretGrants(
  bindings: readonly SidecarSetResourceBinding[] | null | undefined,
): GrantDescription[] {
  return describeGrants(bindings).flatMap(({ objects, ...grant }) => {
    const secrets = objects.filter(({ kind }) => kind === 'Secret')
    return secrets.length === 0 ? [] : [{ ...grant, objects: secrets }]
  })
}

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

/** What bindings and SidecarSets there are. */
export interface BindingSurroundings {
  readonly resourceBindings: readonly SidecarSetResourceBinding[]
  readonly sidecarSets: readonly SidecarSet[]
}

/** A SidecarSet that could no longer be injected everywhere, and the references that would be denied. */
export interface BrokenSidecarSet {
  readonly sidecarSet: string
  readonly references: readonly QualifiedReference[]
}

/**
 * Which SidecarSets a deleted binding would break, in order of their names: those with a reference that this binding
 * grants and no other does. Their Pods in other namespaces would be refused from then on, or get no sidecar.
 *
 * @param binding by namespace and name; one that is not among the bindings breaks nothing
 * @example whatBreaksWithout({ namespace: 'kube-system', name: 'filebeat' }, { resourceBindings, sidecarSets })
 * // [{ sidecarSet: 'filebeat', references: [{ kind: 'ConfigMap', text: 'kube-system/filebeat-config', ... }] }]
 */
export function whatBreaksWithout(binding: BindingId, given: BindingSurroundings): BrokenSidecarSet[] {
  const { resourceBindings, sidecarSets } = readOptions('whatBreaksWithout', bindingSurroundings, given)
  const before = compileGrants(resourceBindings)
  const after = compileGrants(resourceBindings.filter((each) => !isBinding(each, binding)))
  return [...readSetReferences(sidecarSets).values()]
    .map(({ name, needed }) => ({
      sidecarSet: name,
      references: needed.filter(
        (reference) => isGranted(before, name, reference) && !isGranted(after, name, reference),
      ),
    }))
    .filter(({ references }) => references.length > 0)
    .sort((a, b) => compareUtf8(a.sidecarSet, b.sidecarSet))
}

function isBinding(binding: SidecarSetResourceBinding, { namespace, name }: BindingId): boolean {
  return (
    textAt(binding, 'metadata', 'namespace') === namespace && textAt(binding, 'metadata', 'name') === name
  )
}

/** No namespace can have this name, so this asks about Pods of any namespace but the object's. */
const elsewhere = '*'

function isGranted(grants: Grants, sidecarSet: string, reference: QualifiedReference): boolean {
  return authorizeReference(grants, { sidecarSet, reference, podNamespace: elsewhere }).verdict === 'granted'
}

/** A SidecarSet by name, with what it refers to in named namespaces. */
interface SetReferences {
  readonly name: string
  /** Those that need a binding for some Pod that the SidecarSet may select. */
  readonly needed: readonly QualifiedReference[]
  /** Those into the only namespace that the SidecarSet selects Pods of, which need none. */
  readonly local: readonly QualifiedReference[]
}

/** Reads the references of SidecarSets, by name; of two with one name the later one counts. */
function readSetReferences(
  sidecarSets: readonly SidecarSet[] | null | undefined,
): ReadonlyMap<string, SetReferences> {
  const sets = new Map<string, SetReferences>()
  for (const set of sidecarSets ?? []) {
    const name = textAt(set, 'metadata', 'name') ?? ''
    const own = textAt(set, 'spec', 'namespace')
    const volumes = listAt(set, 'spec', 'volumes') as Parameters<typeof findQualifiedReferences>[0]
    const { references } = findQualifiedReferences(volumes, { sidecarSet: name })
    sets.set(name, {
      name,
      needed: references.filter(({ namespace }) => namespace !== own),
      local: references.filter(({ namespace }) => namespace === own),
    })
  }
  return sets
}
