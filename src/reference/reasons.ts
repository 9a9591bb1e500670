import { messageText } from '../text/visible.js'
import type { ReferenceReason } from './authorize-reference.js'
import type { BindingId } from './compile-grants.js'
import type { ResourceKind } from './find-references.js'

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
