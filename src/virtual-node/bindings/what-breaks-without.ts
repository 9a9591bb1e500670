import { readOptions } from '../../options/index.js'
import { bindingSurroundings } from '../options.js'
import type { SidecarSet } from '../../manifest/api-types.js'
import type { SidecarSetResourceBinding } from '../../manifest/manifest-types.js'
import {
  authorizeReference,
  compileGrants,
  type BindingId,
  type Grants,
  type QualifiedReference,
} from '../../reference/index.js'
import { compareUtf8 } from '../../kubernetes/utf8.js'
import { textAt } from '../read-path.js'
import { readSetReferences } from './set-references.js'

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
