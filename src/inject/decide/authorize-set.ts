import type { Issue } from '../../issue/index.js'
import {
  decideReferences,
  unauthorizedReferenceIssue,
  type Grants,
  type ReferenceDecision,
  type WantedReference,
} from '../../reference/index.js'

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
  readonly references: readonly ReferenceDecision[]
  readonly issues: readonly Issue[]
}

/** Decides about every reference, and what follows from a denial or a mistake under the given policy. */
export function authorizeSet(
  wanted: WantedReferences,
  subject: { readonly sidecarSet: string; readonly podNamespace: string },
  grants: Grants,
  policy: UnauthorizedPolicy,
): Authorization {
  const references = decideReferences(grants, { ...subject, references: wanted.references })
  const denied = references.filter(({ verdict }) => verdict === 'denied')
  if (denied.length === 0 && wanted.issues.length === 0) return { verdict: 'inject', references, issues: [] }
  const verdict = verdictUnder(policy)
  const severity = verdict === 'refuse' ? 'error' : 'warning'
  return {
    verdict,
    references,
    issues: [
      ...wanted.issues.map((issue): Issue => ({ ...issue, severity })),
      ...denied.map((decision) => unauthorizedReferenceIssue(decision, severity)),
    ],
  }
}

/** Whatever else the policy may be, the Pod is refused. */
function verdictUnder(policy: UnauthorizedPolicy): Authorization['verdict'] {
  if (policy === 'allow') return 'inject'
  return policy === 'skip' ? 'leave-out' : 'refuse'
}
