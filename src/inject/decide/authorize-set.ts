import type { Issue } from '../../issue/index.js'
import {
  decideReferences,
  findQualifiedReferences,
  unauthorizedReferenceIssue,
  type Grants,
  type QualifiedReferences,
  type ReferenceDecision,
} from '../../reference/index.js'
import type { EffectiveSet } from '../compile/effective-set.js'

/** What happens where a reference is not authorised; see `InjectorConfig.unauthorizedReference`. */
export type UnauthorizedPolicy = 'deny' | 'skip' | 'allow'

/** Whether a SidecarSet may bring its volumes into Pods of a namespace. */
export interface Authorization {
  /** `refuse`: the request fails. `leave-out`: this SidecarSet is not injected. */
  readonly verdict: 'inject' | 'leave-out' | 'refuse'
  readonly references: readonly ReferenceDecision[]
  readonly issues: readonly Issue[]
}

/**
 * The references among the volumes that a SidecarSet brings into Pods. A volume that none of its containers mounts
 * never gets there, and neither does one that a later volume of its name hides.
 */
export function findBroughtReferences(set: EffectiveSet): QualifiedReferences {
  const volumes = set.spec.volumes ?? []
  const mounted = new Set(set.mountedVolumes.map(({ value }) => value))
  const isBrought = (index: unknown): boolean => {
    const volume = typeof index === 'number' ? volumes[index] : undefined
    return volume !== undefined && mounted.has(volume)
  }
  const { references, issues } = findQualifiedReferences(volumes, { sidecarSet: set.name })
  return {
    references: references.filter(({ path }) => isBrought(path[2])),
    issues: issues.filter(({ path }) => isBrought(path[2])),
  }
}

/** Decides about every reference, and what follows from a denial under the given policy. */
export function authorizeSet(
  brought: QualifiedReferences,
  subject: { readonly sidecarSet: string; readonly podNamespace: string },
  grants: Grants,
  policy: UnauthorizedPolicy,
): Authorization {
  const references = decideReferences(grants, { ...subject, references: brought.references })
  const denied = references.filter(({ verdict }) => verdict === 'denied')
  if (denied.length === 0 && brought.issues.length === 0) return { verdict: 'inject', references, issues: [] }
  const severity = policy === 'deny' ? 'error' : 'warning'
  return {
    verdict: policy === 'deny' ? 'refuse' : policy === 'skip' ? 'leave-out' : 'inject',
    references,
    issues: [
      ...brought.issues.map((issue) => ({ ...issue, severity: severity as Issue['severity'] })),
      ...denied.map((decision) => unauthorizedReferenceIssue(decision, severity)),
    ],
  }
}
