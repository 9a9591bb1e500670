import type { LabelMismatch } from '../selector/index.js'

/** The facts behind a decision. Which are there depends on the reason. Plain data. */
export interface DecisionFacts {
  /** The first requirement of the selector that the labels of the Pod (or the Namespace) do not meet. */
  readonly mismatch?: LabelMismatch
  /** The namespace that the Pod counts as living in. */
  readonly namespace?: string
  /** The namespace that the SidecarSet asks for. */
  readonly wantedNamespace?: string
  /** The operator, revision, phase or annotation that the reason is about. */
  readonly name?: string
  /** What went wrong, in the words of the piece that failed. */
  readonly detail?: string
}

/** Why a SidecarSet was injected into a Pod, or why not. */
export type ReasonCode =
  | 'matched'
  | 'no-containers'
  | 'pod-inactive'
  | 'update-request'
  | 'paused'
  | 'namespace-mismatch'
  | 'namespace-selector-mismatch'
  | 'namespace-unknown'
  | 'selector-empty'
  | 'selector-mismatch'
  | 'unknown-operator'
  | 'revision-not-found'
  | 'revision-invalid'
  | 'revision-undecided'
  | 'unauthorized-reference'
  | 'annotation-unreadable'
  | 'annotation-not-mergeable'
  | 'missing-volume'
  | 'resources-policy-failed'
  | 'missing-now'
  | 'pod-unreadable'
  | 'request-failed'

/** One sentence for each reason. The only place where they are worded. */
const sentences: Readonly<Record<ReasonCode, (facts: DecisionFacts) => string>> = {
  matched: () => 'the Pod matches',
  'no-containers': () => 'the Pod matches, and the SidecarSet has no containers to inject',
  'pod-inactive': (facts) => `the Pod is no longer active (${facts.name ?? 'finished'})`,
  'update-request': () => 'sidecars are injected when a Pod is created, not when it is updated',
  paused: () => 'injection is paused (spec.injectionStrategy.paused)',
  'namespace-mismatch': (facts) =>
    `the Pod is in namespace ${facts.namespace ?? ''}, the SidecarSet is for ${facts.wantedNamespace ?? ''}`,
  'namespace-selector-mismatch': (facts) =>
    `Namespace ${facts.namespace ?? ''} ${describeMismatch(facts)} (spec.namespaceSelector)`,
  'namespace-unknown': (facts) =>
    `the labels of Namespace ${facts.namespace ?? ''} are not given, so nobody can tell whether spec.namespaceSelector matches`,
  'selector-empty': () =>
    'spec.selector is missing or empty, and an empty SidecarSet selector matches no Pod',
  'selector-mismatch': (facts) => `the Pod ${describeMismatch(facts)} (spec.selector)`,
  'unknown-operator': (facts) =>
    `spec.selector uses ${JSON.stringify(facts.name ?? '')}, which is no selector operator`,
  'revision-not-found': (facts) =>
    `there is no ControllerRevision ${facts.name ?? ''} in namespace kruise-system`,
  'revision-invalid': (facts) =>
    `ControllerRevision ${facts.name ?? ''} cannot be used: ${facts.detail ?? ''}`,
  'revision-undecided': (facts) =>
    `the partial revision ${facts.name ?? ''} goes to a share of the Pods, and no random number is given`,
  'unauthorized-reference': (facts) => facts.detail ?? 'a reference to another namespace is not authorised',
  'annotation-unreadable': (facts) =>
    `the Pod's annotation ${facts.name ?? ''} cannot be read: ${facts.detail ?? ''}`,
  'annotation-not-mergeable': (facts) =>
    `annotation ${facts.name ?? ''} cannot be merged: ${facts.detail ?? ''}`,
  'missing-volume': (facts) => facts.detail ?? 'a sidecar mounts a volume that the SidecarSet does not have',
  'resources-policy-failed': (facts) => `resourcesPolicy cannot be computed: ${facts.detail ?? ''}`,
  'missing-now': () =>
    'the time of injection (`now`) is not given or no time, and the hash annotations need it',
  'pod-unreadable': (facts) => `the Pod cannot be read: ${facts.detail ?? ''}`,
  'request-failed': (facts) => `nothing was injected, since the request failed (${facts.detail ?? ''})`,
}

/** The reason as a sentence without a full stop, made of the facts. */
export function describeReason(reason: ReasonCode, facts: DecisionFacts = {}): string {
  return sentences[reason](facts)
}

function describeMismatch({ mismatch }: DecisionFacts): string {
  if (mismatch === undefined) return 'does not match'
  const has = mismatch.actual === undefined ? 'lacks the label' : `has ${mismatch.key}=${mismatch.actual}`
  return `${has}; wanted is ${describeRequirement(mismatch)}`
}

/** A requirement as a person would say it: `tier In (backend, cache)`. */
export function describeRequirement({ key, operator, wanted }: LabelMismatch): string {
  const list = wanted.length === 0 ? '' : ` (${wanted.join(', ')})`
  return `${key} ${operator}${list}`
}
