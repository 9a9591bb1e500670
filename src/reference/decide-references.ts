import type { FieldPath, Issue, ResourceId } from '../issue/index.js'
import { authorizeReference, type ReferenceReason } from './authorize-reference.js'
import type { BindingId, Grants } from './compile-grants.js'
import type { QualifiedReference, ResourceKind } from './find-references.js'
import { describeReferenceReason } from './reasons.js'

/** Whose volume a container mounts, where it is not one of its own SidecarSet. */
export interface ReferenceRoute {
  /** Name of the volume. */
  readonly volume: string
  /** The SidecarSet that brings the volume, or the Pod: its author, or an earlier injection. */
  readonly broughtBy: ResourceId
}

/**
 * What was decided about one reference that a SidecarSet brings along or has one of its containers mount, and why. Plain
 * data; it holds names only, never contents.
 */
export interface ReferenceDecision {
  readonly sidecarSet: string
  readonly kind: ResourceKind
  readonly namespace: string
  readonly name: string
  /** The reference as it is written: it stays like this in the Pod. */
  readonly text: string
  /** Name of the volume. */
  readonly volume: string
  /** Where the text stands in the SidecarSet; with `via`, where its container mounts the volume. */
  readonly path: FieldPath
  /** Absent for a volume of the SidecarSet itself. */
  readonly via?: ReferenceRoute
  /** Whether the object is of another namespace than the Pod; also where nobody says which one the Pod is in. */
  readonly crossNamespace: boolean
  readonly verdict: 'granted' | 'denied'
  readonly reason: ReferenceReason
  /** The binding that grants it, where one does. */
  readonly binding?: BindingId
  /** The reason as a sentence. Its wording is no contract. */
  readonly message: string
}

/** A reference of a SidecarSet, or of a volume that it gets by way of somebody else. */
export type WantedReference = QualifiedReference & { readonly via?: ReferenceRoute }

/** The references of one SidecarSet, and the Pod they are for. */
export interface ReferenceSubject {
  readonly sidecarSet: string
  readonly references: readonly WantedReference[]
  /** Empty where neither the Pod nor the request names one. */
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
    const { kind, namespace, name, text, volume, path, via } = reference
    const reason = describeReferenceReason(verdict.reason, { sidecarSet, kind, namespace, name, ...binding })
    return {
      sidecarSet,
      kind,
      namespace,
      name,
      text,
      volume,
      path,
      ...(via === undefined ? {} : { via }),
      crossNamespace: namespace !== podNamespace,
      ...verdict,
      message: via === undefined ? reason : `${reason}; ${describeRoute(via, sidecarSet)}`,
    }
  })
}

function describeRoute({ volume, broughtBy: { kind, name } }: ReferenceRoute, sidecarSet: string): string {
  const owner = kind === 'Pod' ? 'of the Pod' : `of ${kind} ${name}`
  return `a container of ${sidecarSet} mounts volume ${volume} ${owner}`
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
