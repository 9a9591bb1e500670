import { describeMismatch, type DecisionFacts, type ReasonCatalog } from './facts.js'
import { messageText } from '../../text/visible.js'

export type { DecisionFacts, RevisionFacts } from './facts.js'

/** Reasons that have to do with which Pods a SidecarSet is for. */
export type MatchingReason =
  | 'matched'
  | 'no-containers'
  | 'paused'
  | 'namespace-mismatch'
  | 'namespace-selector-mismatch'
  | 'namespace-unknown'
  | 'selector-empty'
  | 'selector-mismatch'
  | 'unknown-operator'

export const matchingReasons: ReasonCatalog<MatchingReason> = {
  matched: {
    summary: 'The Pod matches, and the SidecarSet is injected.',
    outcomes: ['injected'],
    facts: ['deniedReferences', 'missingBindings', 'nearMiss'],
    sentence: () => 'the Pod matches',
  },
  'no-containers': {
    summary: 'The Pod matches, and the SidecarSet has nothing but patchPodMetadata to apply.',
    outcomes: ['metadata-only'],
    facts: [],
    sentence: () => 'the Pod matches, and the SidecarSet has no containers to inject',
    advice: () =>
      'if it is meant to inject something, give it containers or initContainers: volumes come only with them',
  },
  paused: {
    summary: 'Injection by this SidecarSet is paused.',
    outcomes: ['skipped'],
    facts: ['nearMiss', 'contradiction'],
    sentence: () => 'injection is paused (spec.injectionStrategy.paused)',
    advice: () =>
      'set spec.injectionStrategy.paused to false; Pods created until then stay without it until they are recreated',
  },
  'namespace-mismatch': {
    summary: 'The SidecarSet is for one namespace, and the Pod is in another.',
    outcomes: ['skipped'],
    facts: ['namespace', 'wantedNamespace', 'nearMiss', 'contradiction'],
    sentence: ({ namespace = '', wantedNamespace = '' }) =>
      namespace === ''
        ? `the Pod names no namespace, and the SidecarSet is for ${wantedNamespace} (spec.namespace)`
        : `the Pod is in namespace ${namespace}, and the SidecarSet is for ${wantedNamespace} (spec.namespace)`,
    advice: () => 'change or remove spec.namespace if the SidecarSet is meant for this Pod too',
  },
  'namespace-selector-mismatch': {
    summary: "The SidecarSet's namespaceSelector does not select the Pod's Namespace.",
    outcomes: ['skipped'],
    facts: ['namespace', 'mismatch', 'name', 'nearMiss', 'contradiction'],
    sentence: (facts) =>
      facts.name === undefined
        ? `Namespace ${facts.namespace ?? ''} ${describeMismatch(facts, 'spec.namespaceSelector')}`
        : `spec.namespaceSelector uses ${JSON.stringify(facts.name)}, which is no selector operator, so it selects no namespace`,
    advice: ({ name }) =>
      name === undefined
        ? 'label the Namespace, or change spec.namespaceSelector, if the SidecarSet is meant for this Pod too'
        : 'use In, NotIn, Exists or DoesNotExist',
  },
  'namespace-unknown': {
    summary: "The SidecarSet has a namespaceSelector, and the labels of the Pod's Namespace are not given.",
    outcomes: ['unknown', 'failed'],
    facts: ['namespace', 'nearMiss'],
    sentence: ({ namespace = '' }) =>
      `the labels of Namespace ${namespace} are not given, so it cannot be told whether spec.namespaceSelector selects it`,
    advice: ({ namespace = '' }) =>
      `give the Namespace with its labels, for example from kubectl get namespace ${namespace} -o yaml`,
  },
  'selector-empty': {
    summary: "The SidecarSet's selector is missing or empty, and such a selector matches no Pod.",
    outcomes: ['skipped'],
    facts: [],
    sentence: () =>
      'spec.selector is missing or empty, and the empty selector of a SidecarSet matches no Pod',
    advice: () => 'give spec.selector a label that the Pods have; here, empty does not mean all',
  },
  'selector-mismatch': {
    summary: "The Pod's labels do not meet the SidecarSet's selector.",
    outcomes: ['skipped'],
    facts: ['mismatch', 'nearMiss', 'contradiction'],
    sentence: (facts) =>
      facts.contradiction === undefined
        ? `the Pod ${describeMismatch(facts, 'spec.selector')}`
        : `no Pod at all can fit spec.selector: it contradicts itself about label ${facts.contradiction.key}`,
    advice: adviseOnLabels,
  },
  'unknown-operator': {
    summary: 'A selector of the SidecarSet uses an operator that does not exist, and the request fails.',
    outcomes: ['failed'],
    facts: ['name'],
    sentence: ({ name = '' }) =>
      `a selector uses ${JSON.stringify(name)}, which is no operator, and OpenKruise fails every Pod it asks about`,
    advice: () => 'use In, NotIn, Exists or DoesNotExist',
  },
}

function adviseOnLabels({ contradiction, nearMiss }: DecisionFacts): string {
  if (contradiction !== undefined) return 'correct spec.selector'
  const changes = nearMiss?.changes ?? []
  const platform = changes.filter((change) => 'setBy' in change && change.setBy === 'platform')
  const forThisPod = 'if the SidecarSet is meant for this Pod'
  if (platform.length === 0)
    return `change the labels in the template of the Pod's workload, or spec.selector, ${forThisPod}`
  return platform.length === changes.length
    ? 'the platform decides about that label; ask again with it to see what happens on a virtual node'
    : `change the other labels in the template of the Pod's workload ${forThisPod}; the platform sees to its own`
}

/** Reasons that have to do with the request or the Pod, whatever the SidecarSet. */
export type RequestReason =
  | 'pod-inactive'
  | 'mirror-pod'
  | 'update-request'
  | 'other-request'
  | 'pod-unreadable'
  | 'missing-now'
  | 'request-failed'

export const requestReasons: ReasonCatalog<RequestReason> = {
  'pod-inactive': {
    summary: 'The Pod has ended or is being deleted, and is left alone.',
    outcomes: ['skipped'],
    facts: ['name'],
    sentence: ({ name = 'finished' }) => `the Pod is no longer active (${name})`,
    advice: () => 'ask about the Pod that takes its place',
  },
  'mirror-pod': {
    summary: 'The Pod mirrors a static Pod of a node, and is left alone.',
    outcomes: ['skipped'],
    facts: ['name'],
    sentence: () => 'the Pod mirrors a static Pod, which the kubelet runs from a file of its own',
    advice: () => 'write the sidecar into the manifest of the static Pod',
  },
  'update-request': {
    summary: 'The request updates a Pod, and sidecars are injected only when a Pod is created.',
    outcomes: ['skipped'],
    facts: ['name'],
    sentence: () => 'sidecars are injected when a Pod is created, not when it is updated',
    advice: () =>
      'recreate the Pod to get sidecars injected; images of sidecars it has are upgraded by spec.updateStrategy',
  },
  'other-request': {
    summary: 'The request neither creates nor updates a Pod, and the webhook does nothing then.',
    outcomes: ['skipped'],
    facts: ['name'],
    sentence: ({ name = '' }) => `sidecars are injected when a Pod is created; ${name} injects nothing`,
    advice: () => 'ask with operation CREATE',
  },
  'pod-unreadable': {
    summary: 'Something in the Pod has the wrong type, so that nothing can be decided or injected.',
    outcomes: ['unknown', 'failed'],
    facts: ['detail'],
    sentence: ({ detail = '' }) => `the Pod cannot be read: ${detail}`,
    advice: () => 'correct the Pod, or the template it is made from',
  },
  'missing-now': {
    summary: 'The time of injection is not given or no time, and has to be written into the Pod.',
    outcomes: ['failed'],
    facts: [],
    sentence: () => 'the time of injection (`now`) is not given or no time, and the hash annotations need it',
    advice: () => 'give `now` with the request, for example { now: new Date() }',
  },
  'request-failed': {
    summary: 'The Pod matches, and nothing was injected since something else made the request fail.',
    outcomes: ['skipped'],
    facts: ['detail'],
    sentence: ({ detail }) =>
      `the Pod matches, but nothing is injected, since the request failed${detail === undefined ? '' : ` (${detail})`}`,
    advice: () => 'fix what made the request fail; this SidecarSet has nothing to do with it',
  },
}

/** Reasons for which a SidecarSet that matches is not injected. */
export type FailureReason =
  | 'sidecar-set-unreadable'
  | 'revision-not-found'
  | 'revision-invalid'
  | 'revision-undecided'
  | 'unauthorized-reference'
  | 'exposed-reference'
  | 'annotation-unreadable'
  | 'annotation-not-mergeable'
  | 'missing-volume'
  | 'resources-policy-failed'

export const failureReasons: ReasonCatalog<FailureReason> = {
  'sidecar-set-unreadable': {
    summary:
      'The SidecarSet cannot be read, or another one has its name, so it is left out; what can be read of it does not rule the Pod out.',
    outcomes: ['unknown', 'failed'],
    facts: ['detail'],
    sentence: ({ detail = '' }) => `the SidecarSet may be for this Pod, but cannot be used: ${detail}`,
    advice: () => 'correct or rename the SidecarSet, or pass a profile that can read it',
  },
  'revision-not-found': {
    summary: 'The ControllerRevision that the SidecarSet asks for does not exist, and the request fails.',
    outcomes: ['failed'],
    facts: ['name', 'namespace'],
    sentence: ({ name = '', namespace = '' }) =>
      `there is no ControllerRevision ${name} in namespace ${namespace}`,
    advice: ({ namespace = '' }) =>
      `correct spec.injectionStrategy.revision; kubectl get controllerrevisions -n ${namespace} lists what there is`,
  },
  'revision-invalid': {
    summary: 'The revision that the SidecarSet asks for cannot be applied, and the request fails.',
    outcomes: ['failed'],
    facts: ['name', 'detail'],
    sentence: ({ name = '', detail = '' }) => `ControllerRevision ${name} cannot be used: ${detail}`,
    advice: () => 'ask for another revision in spec.injectionStrategy.revision, or for none',
  },
  'revision-undecided': {
    summary: 'A share of the Pods gets an older revision by chance, and no random number is given.',
    outcomes: ['unknown', 'failed'],
    facts: ['name'],
    sentence: ({ name = '' }) =>
      `revision ${name} goes to a share of the Pods (policy Partial), and no random number is given`,
    advice: () =>
      'give `random` with the request; () => 0 shows a Pod of that share, () => 0.999 one of the others',
  },
  'unauthorized-reference': {
    summary:
      'A container of the SidecarSet would see a ConfigMap or Secret of another namespace that no SidecarSetResourceBinding lets this SidecarSet read, or the reference cannot be read.',
    outcomes: ['failed', 'skipped'],
    facts: ['deniedReferences', 'missingBindings', 'nearMiss', 'detail'],
    sentence: ({ detail }) => detail ?? 'a reference to another namespace is not authorised',
    advice: ({ deniedReferences = [], missingBindings = [] }) =>
      deniedReferences.some(({ reason }) => reason === 'no-namespace')
        ? 'give the namespace of the Pod with the request'
        : missingBindings.length === 0
          ? 'write the reference as namespace/name, in a configMap, secret or projected volume'
          : `have whoever owns ${namespacesOf(missingBindings)} apply the binding shown, or refer to an object of the Pod's own namespace`,
  },
  'exposed-reference': {
    summary:
      'A container of the Pod itself would read an object of another namespace from a volume of the SidecarSet, and exposedReference is deny.',
    outcomes: ['failed'],
    facts: ['detail'],
    sentence: ({ detail }) => detail ?? 'a container of the Pod would read an object of another namespace',
    advice: () => "remove the mount from the Pod's own container, or give its volume another name",
  },
  'annotation-unreadable': {
    summary: 'The Pod carries an annotation of an earlier injection that cannot be continued.',
    outcomes: ['failed'],
    facts: ['name', 'detail'],
    sentence: ({ name = '', detail = '' }) => `the Pod's annotation ${name} cannot be read: ${detail}`,
    advice: ({ name = '' }) =>
      `remove annotation ${name} from the Pod or its template; it was written by hand or copied from another Pod`,
  },
  'annotation-not-mergeable': {
    summary: 'MergePatchJson met an annotation, or is a patch, that is not JSON of the right kind.',
    outcomes: ['failed'],
    facts: ['name', 'detail'],
    sentence: ({ name = '', detail = '' }) => `annotation ${name} cannot be merged: ${detail}`,
    advice: ({ name = '' }) =>
      `make annotation ${name} of the Pod and of the SidecarSet JSON objects, or use patchPolicy Overwrite`,
  },
  'missing-volume': {
    summary: 'A sidecar mounts a volume that the SidecarSet does not have; v1.3.0 crashes on it.',
    outcomes: ['failed'],
    facts: ['name', 'detail'],
    sentence: ({ detail }) => detail ?? 'a sidecar mounts a volume that the SidecarSet does not have',
    advice: ({ name = '' }) => `add volume ${name} to spec.volumes of the SidecarSet`,
  },
  'resources-policy-failed': {
    summary: 'The resources that a sidecar takes from the other containers cannot be computed.',
    outcomes: ['failed'],
    facts: ['detail'],
    sentence: ({ detail = '' }) => `resourcesPolicy cannot be computed: ${detail}`,
    advice: () => 'correct the resourcesPolicy of the sidecar',
  },
}

function namespacesOf(
  bindings: readonly { readonly metadata?: { readonly namespace?: string | undefined } | undefined }[],
): string {
  const names = bindings.map(({ metadata }) => metadata?.namespace ?? '')
  return `${names.length === 1 ? 'namespace' : 'namespaces'} ${names.join(' and ')}`
}

/** Why a SidecarSet was injected into a Pod, or why not. The closed set. */
export type ReasonCode = MatchingReason | FailureReason | RequestReason

/** Every reason, with its sentence: the only place where they are worded. The documentation's table is made from it. */
export const reasonCatalog: ReasonCatalog<ReasonCode> = {
  ...matchingReasons,
  ...failureReasons,
  ...requestReasons,
}

/** The reason as a sentence without a full stop, made of the facts. */
export function describeReason(reason: ReasonCode, facts: DecisionFacts = {}): string {
  return messageText(reasonCatalog[reason].sentence(facts))
}

/**
 * What to do about a decision, as a sentence without a full stop; undefined where there is nothing to do.
 *
 * @example adviseOn('selector-empty') // 'give spec.selector a label that the Pods have; here, empty does not mean all'
 */
export function adviseOn(reason: ReasonCode, facts: DecisionFacts = {}): string | undefined {
  const advice = reasonCatalog[reason].advice?.(facts)
  return advice === undefined ? undefined : messageText(advice)
}
