import type { FieldPath, Issue } from '../issue/index.js'
import { authorizeReference, type ReferenceReason } from './authorize-reference.js'
import type { BindingId, Grants } from './compile-grants.js'
import type { QualifiedReference, ResourceKind } from './find-references.js'
import { describeReferenceReason } from './reasons.js'

/** What was decided about one reference of a SidecarSet, and why. Plain data; it holds names only, never contents. */
export interface ReferenceDecision {
  readonly sidecarSet: string
  readonly kind: ResourceKind
  readonly namespace: string
  readonly name: string
  /** The reference as it is written: it stays like this in the Pod. */
  readonly text: string
  /** Name of the volume. */
  readonly volume: string
  /** Where the text stands in the SidecarSet. */
  readonly path: FieldPath
  /** Whether the object is of another namespace than the Pod. */
  readonly crossNamespace: boolean
  readonly verdict: 'granted' | 'denied'
  readonly reason: ReferenceReason
  /** The binding that grants it, where one does. */
  readonly binding?: BindingId
  /** The reason as a sentence. Its wording is no contract. */
  readonly message: string
}

/** The references of one SidecarSet, and the Pod they are for. */
export interface ReferenceSubject {
  readonly sidecarSet: string
  readonly references: readonly QualifiedReference[]
  readonly podNamespace: string
}

/**
 * Decides about every reference of a SidecarSet that names a namespace, in the order given.
 *
 * @see authorizeReference for the rules
 * @example
 * const { references } = findQualifiedReferences(set.spec.volumes, { sidecarSet: 'filebeat' })
 * decideReferences(compileGrants(bindings), { sidecarSet: 'filebeat', references, podNamespace: 'default' })
 * // [{ verdict: 'granted', reason: 'bound', binding: { namespace: 'kube-system', name: 'filebeat' }, ... }]
 */
export function decideReferences(grants: Grants, subject: ReferenceSubject): ReferenceDecision[] {
  const { sidecarSet, podNamespace } = subject
  return subject.references.map((reference) => {
    const verdict = authorizeReference(grants, { sidecarSet, reference, podNamespace })
    const binding = verdict.reason === 'bound' ? { binding: verdict.binding } : {}
    const { kind, namespace, name, text, volume, path } = reference
    const message = describeReferenceReason(verdict.reason, { sidecarSet, kind, namespace, name, ...binding })
    const crossNamespace = namespace !== podNamespace
    return { sidecarSet, kind, namespace, name, text, volume, path, crossNamespace, ...verdict, message }
  })
}

/**
 * The issue that a denial amounts to.
 *
 * @param severity `error` where it refuses the Pod, `warning` where the SidecarSet is left out or injected all the same
 */
export function unauthorizedReferenceIssue(
  decision: ReferenceDecision,
  severity: 'error' | 'warning',
): Issue {
  const { sidecarSet, message, path } = decision
  return {
    code: 'unauthorized-reference',
    severity,
    message,
    path,
    resource: { kind: 'SidecarSet', name: sidecarSet },
  }
}
