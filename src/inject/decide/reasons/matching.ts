import { describeMismatch } from './describe-mismatch.js'
import type { DecisionFacts } from './facts.js'
import type { ReasonCatalog } from './reason.js'

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
    facts: ['deniedReferences', 'missingBindings'],
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
      'set spec.injectionStrategy.paused to false; Pods created until then stay without it until they are created anew',
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
      `the labels of Namespace ${namespace} are not given, so nobody can tell whether spec.namespaceSelector selects it`,
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
