import type { SidecarSetResourceBinding } from '../../manifest/manifest-types.js'
import type { GrantedObject, Grants, ReferenceDecision } from '../../reference/index.js'

/**
 * The bindings that would grant references that were denied: one for each namespace, with every object once, in the
 * order of the references. They add to what is there, and bear names that no binding of the namespace has yet, so that
 * applying them replaces none.
 *
 * @param denied references of one SidecarSet
 */
export function suggestBindings(
  denied: readonly ReferenceDecision[],
  grants: Grants,
): readonly SidecarSetResourceBinding[] {
  const byNamespace = new Map<string, ReferenceDecision[]>()
  for (const reference of denied) {
    const others = byNamespace.get(reference.namespace)
    if (others === undefined) byNamespace.set(reference.namespace, [reference])
    else others.push(reference)
  }
  return [...byNamespace].map(([namespace, references]) => makeBinding(namespace, references, grants))
}

function makeBinding(
  namespace: string,
  references: readonly ReferenceDecision[],
  grants: Grants,
): SidecarSetResourceBinding {
  const sidecarSet = references[0]?.sidecarSet ?? ''
  const objects = new Map<string, GrantedObject>()
  for (const { kind, name } of references) objects.set(`${kind}/${name}`, { kind, name })
  return {
    apiVersion: 'sidecarset.alibabacloud.com/v1alpha1',
    kind: 'SidecarSetResourceBinding',
    metadata: { name: freeName(sidecarSet, namespace, grants), namespace },
    spec: { subjects: [{ kind: 'SidecarSet', name: sidecarSet }], resourceRefs: [...objects.values()] },
  }
}

function freeName(wanted: string, namespace: string, grants: Grants): string {
  const there = grants.list.filter(({ binding }) => binding.namespace === namespace)
  const taken = new Set(there.map(({ binding }) => binding.name))
  let name = wanted
  for (let count = 2; taken.has(name); count += 1) name = `${wanted}-${count}`
  return name
}
