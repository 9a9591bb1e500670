import { objectKey, type BindingId, type Grant, type Grants } from './grants.js'
import type { ResourceKind, QualifiedReference } from './find-references.js'
import type { FieldPath, Issue, ResourceId } from '../issue/index.js'
import { messageText } from '../text/visible.js'

/** Who wants to read what, for a Pod of which namespace. */
export interface ReferenceRequest {
  readonly sidecarSet: string
  readonly reference: { readonly kind: ResourceKind; readonly namespace?: string; readonly name: string }
  /** Empty where neither the Pod nor the request names one. */
  readonly podNamespace: string
}

/** Why a reference is denied. */
export type DenialReason =
  'no-namespace' | 'no-binding' | 'subject-not-bound' | 'object-not-bound' | 'kind-not-bound'

/** Why a reference is granted or denied. */
export type ReferenceReason = 'same-namespace' | 'bound' | DenialReason

/** The answer of the policy. */
export type ReferenceVerdict =
  | { readonly verdict: 'granted'; readonly reason: 'same-namespace' }
  | { readonly verdict: 'granted'; readonly reason: 'bound'; readonly binding: BindingId }
  | { readonly verdict: 'denied'; readonly reason: DenialReason }

/**
 * May this SidecarSet read this object for a Pod of that namespace? Denied unless something grants it.
 *
 * | Pod's namespace | object's namespace | bindings there | one names the SidecarSet | and, itself, the object     | answer                     |
 * | --------------- | ------------------ | -------------- | ------------------------ | --------------------------- | -------------------------- |
 * | any, or unknown | none given         | -              | -                        | -                           | granted: same-namespace    |
 * | unknown         | given              | -              | -                        | -                           | denied: no-namespace       |
 * | known           | the Pod's own      | -              | -                        | -                           | granted: same-namespace    |
 * | known           | another            | none           | -                        | -                           | denied: no-binding         |
 * | known           | another            | some           | no                       | -                           | denied: subject-not-bound  |
 * | known           | another            | some           | yes                      | no                          | denied: object-not-bound   |
 * | known           | another            | some           | yes                      | the name, of the other kind | denied: kind-not-bound     |
 * | known           | another            | some           | yes                      | yes                         | granted: bound             |
 *
 * "Unknown": neither the Pod nor the request names a namespace. That `default` is assumed for matching in some versions
 * of OpenKruise does not make it known.
 *
 * "There": what counts as a binding is up to `compileGrants`.
 *
 * "Itself": one binding that names the SidecarSet and another that names the object grant nothing together. Of several
 * bindings that grant it, the first by name is given.
 */
export function authorizeReference(grants: Grants, request: ReferenceRequest): ReferenceVerdict {
  const { kind, namespace, name } = request.reference
  if (namespace === undefined) return { verdict: 'granted', reason: 'same-namespace' }
  if (request.podNamespace === '') return { verdict: 'denied', reason: 'no-namespace' }
  if (namespace === request.podNamespace) return { verdict: 'granted', reason: 'same-namespace' }
  const there = grants.byNamespace.get(namespace)
  if (there === undefined) return { verdict: 'denied', reason: 'no-binding' }
  const bound = there.bySubject.get(request.sidecarSet)
  if (bound === undefined) return { verdict: 'denied', reason: 'subject-not-bound' }

  const namingObject = (wanted: ResourceKind): Grant | undefined => {
    const key = objectKey({ kind: wanted, name })
    return firstOfBoth({ bound, naming: there.byObject.get(key) ?? [], subject: request.sidecarSet, key })
  }
  const grant = namingObject(kind)
  if (grant !== undefined) return { verdict: 'granted', reason: 'bound', binding: grant.binding }
  const otherKind = namingObject(kind === 'Secret' ? 'ConfigMap' : 'Secret')
  return { verdict: 'denied', reason: otherKind === undefined ? 'object-not-bound' : 'kind-not-bound' }
}

/** The grants that name a SidecarSet, and those that name an object, each in order. */
interface Candidates {
  readonly bound: readonly Grant[]
  readonly naming: readonly Grant[]
  readonly subject: string
  readonly key: string
}

/** The first grant in both lists. Walks the shorter one: a namespace may have thousands of bindings for one subject. */
function firstOfBoth({ bound, naming, subject, key }: Candidates): Grant | undefined {
  return bound.length < naming.length
    ? bound.find((grant) => grant.objects.has(key))
    : naming.find((grant) => grant.subjects.has(subject))
}

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

/** A decision that nobody has put into words yet. */
export type DecidedReference = Omit<ReferenceDecision, 'message'>

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
export function decideReferences(grants: Grants, subject: ReferenceSubject): DecidedReference[] {
  const { sidecarSet, podNamespace } = subject
  return subject.references.map((reference) => {
    const { kind, namespace, name, text, volume, path, via } = reference
    const answer = authorizeReference(grants, { sidecarSet, reference, podNamespace })
    const { verdict, reason } = answer
    const crossNamespace = namespace !== podNamespace
    // Made for every Pod, so written out: spreading into an object takes several times as long.
    const decided: { -readonly [Key in keyof DecidedReference]: DecidedReference[Key] } =
      via === undefined
        ? { sidecarSet, kind, namespace, name, text, volume, path, crossNamespace, verdict, reason }
        : { sidecarSet, kind, namespace, name, text, volume, path, via, crossNamespace, verdict, reason }
    if (answer.reason === 'bound') decided.binding = answer.binding
    return decided
  })
}

/** Puts a decision into words. They follow from the rest of it, so whom nobody asks for them does not pay for them. */
export function wordReference(decided: DecidedReference): ReferenceDecision {
  const { reason, via } = decided
  const sentence = describeReferenceReason(reason, decided)
  const message = via === undefined ? sentence : `${sentence}; ${describeRoute(via, decided.sidecarSet)}`
  return { ...decided, message }
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

/** What a sentence about a decision is made of. */
export interface ReferenceFacts {
  readonly sidecarSet: string
  readonly kind: ResourceKind
  readonly namespace: string
  readonly name: string
  readonly binding?: BindingId | undefined
}

/** One sentence for each reason; a denial says what would grant it. */
const sentences: Readonly<Record<ReferenceReason, (facts: ReferenceFacts) => string>> = {
  'same-namespace': (facts) => `${describeObject(facts)} is in the Pod's own namespace`,
  bound: (facts) =>
    `SidecarSet ${facts.sidecarSet} may read ${describeObject(facts)}, by binding ${describeBinding(facts.binding)}`,
  'no-namespace': (facts) =>
    `neither the Pod nor the request names a namespace, so nothing lets SidecarSet ${facts.sidecarSet} read ${describeObject(facts)}`,
  'no-binding': (facts) =>
    `namespace ${facts.namespace} has no SidecarSetResourceBinding; one with ${wanted(facts)} would let SidecarSet ${facts.sidecarSet} read ${describeObject(facts)}`,
  'subject-not-bound': (facts) =>
    `no SidecarSetResourceBinding of namespace ${facts.namespace} names SidecarSet ${facts.sidecarSet}; one with ${wanted(facts)} would let it read ${describeObject(facts)}`,
  'object-not-bound': (facts) =>
    `the SidecarSetResourceBindings of namespace ${facts.namespace} that name SidecarSet ${facts.sidecarSet} do not name ${facts.kind} ${facts.name}`,
  'kind-not-bound': (facts) =>
    `the SidecarSetResourceBindings of namespace ${facts.namespace} that name SidecarSet ${facts.sidecarSet} name ${otherKind(facts.kind)} ${facts.name}, not ${facts.kind} ${facts.name}`,
}

/** The reason as a sentence without a full stop. */
export function describeReferenceReason(reason: ReferenceReason, facts: ReferenceFacts): string {
  return messageText(sentences[reason](facts))
}

function describeObject({ kind, namespace, name }: ReferenceFacts): string {
  return `${kind} ${namespace}/${name}`
}

function describeBinding(binding: BindingId | undefined): string {
  return binding === undefined ? '' : `${binding.namespace}/${binding.name}`
}

function wanted({ sidecarSet, kind, name }: ReferenceFacts): string {
  return `subject SidecarSet ${sidecarSet} and resourceRef ${kind} ${name}`
}

function otherKind(kind: ResourceKind): ResourceKind {
  return kind === 'Secret' ? 'ConfigMap' : 'Secret'
}
