import type { Issue } from '../../issue/index.js'
import {
  decideReferences,
  unauthorizedReferenceIssue,
  type Grants,
  wordReference,
  type DecidedReference,
  type ReferenceDecision,
  type WantedReference,
  type GrantedObject,
} from '../../reference/index.js'
import type { SidecarSetResourceBinding } from '../../manifest/manifest-types.js'

/** What happens where a reference is not authorised; see `InjectorConfig.unauthorizedReference`. */
export type UnauthorizedPolicy = 'deny' | 'skip' | 'allow'

/** What a SidecarSet's containers get to see of named namespaces, and the references that are mistaken. */
export interface WantedReferences {
  readonly references: readonly WantedReference[]
  /** Errors `invalid-reference`. */
  readonly issues: readonly Issue[]
}

/** Whether a SidecarSet may be injected into Pods of a namespace. */
export interface Authorization {
  /** `refuse`: the request fails. `leave-out`: this SidecarSet is not injected. */
  readonly verdict: 'inject' | 'leave-out' | 'refuse'
  readonly references: readonly DecidedReference[]
  /** Those of the references that nothing grants. */
  readonly denied: readonly ReferenceDecision[]
  readonly issues: readonly Issue[]
}

/** Decides about every reference, and what follows from a denial or a mistake under the given policy. */
export function authorizeSet(
  wanted: WantedReferences,
  { sidecarSet, podNamespace }: { readonly sidecarSet: string; readonly podNamespace: string },
  grants: Grants,
  policy: UnauthorizedPolicy,
): Authorization {
  if (wanted.references.length === 0 && wanted.issues.length === 0) return nothingToAuthorize
  const references = decideReferences(grants, { sidecarSet, references: wanted.references, podNamespace })
  if (wanted.issues.length === 0 && references.every(({ verdict }) => verdict === 'granted'))
    return { verdict: 'inject', references, denied: none, issues: none }
  const denied = references.filter(({ verdict }) => verdict === 'denied').map(wordReference)
  const verdict = verdictUnder(policy)
  const severity = verdict === 'refuse' ? 'error' : 'warning'
  return {
    verdict,
    references,
    denied,
    issues: [
      ...wanted.issues.map((issue): Issue => ({ ...issue, severity })),
      ...denied.map((decision) => unauthorizedReferenceIssue(decision, severity)),
    ],
  }
}

const none: readonly never[] = Object.freeze([])
const nothingToAuthorize: Authorization = {
  verdict: 'inject',
  references: none,
  denied: none,
  issues: none,
}

/** Whatever else the policy may be, the Pod is refused. */
function verdictUnder(policy: UnauthorizedPolicy): Authorization['verdict'] {
  if (policy === 'allow') return 'inject'
  return policy === 'skip' ? 'leave-out' : 'refuse'
}

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
