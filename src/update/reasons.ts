import { messageText } from '../text/visible.js'
import { describeReason, type DecisionFacts, type ReasonCode } from '../inject/decide/reasons.js'

/** Why the labels or the namespace of a Pod do not fit a SidecarSet; the same as at injection. */
type MatchReason = Extract<
  ReasonCode,
  | 'namespace-mismatch'
  | 'namespace-selector-mismatch'
  | 'namespace-unknown'
  | 'selector-empty'
  | 'selector-mismatch'
  | 'unknown-operator'
>

/** Why updates have nothing to do with a Pod. */
export type UnmatchedReason =
  | MatchReason
  | 'pod-unreadable'
  | 'pod-inactive'
  | 'not-injected'
  | 'containers-missing'
  | 'working-container-unknown'

/** Why a matched Pod is not upgraded, whatever the other Pods do. */
export type HoldReason =
  'up-to-date' | 'not-selected' | 'needs-recreate' | 'status-incomplete' | 'still-changing'

/** Why a Pod that could be upgraded waits for another round. */
export type TurnReason =
  'not-update' | 'paused' | 'held-by-partition' | 'held-by-max-unavailable' | 'after-failed-upgrade'

/** Why a matched Pod waits. */
export type WaitReason = HoldReason | TurnReason

/** Where a Pod stands. */
export type UpdateReason = UnmatchedReason | HoldReason | 'upgradable'

/** The facts behind a reason. Which are there depends on the reason. */
export interface UpdateFacts extends DecisionFacts {
  /** Containers that the reason is about. */
  readonly containers?: readonly string[]
  /** The limit that the strategy sets, in Pods. */
  readonly limit?: number
}

/** A reason with its facts. */
export interface Reasoned<Reason extends UpdateReason | WaitReason> {
  readonly reason: Reason
  readonly facts?: UpdateFacts
}

const countPods = (count = 0): string => (count === 1 ? '1 Pod' : `${count} Pods`)

const listed = (facts: UpdateFacts): string => (facts.containers ?? []).join(', ')

/** One sentence for each reason. The only place where they are worded. */
const sentences: Readonly<Record<UpdateReason | WaitReason, (facts: UpdateFacts) => string>> = {
  'namespace-mismatch': (facts) => describeReason('namespace-mismatch', facts),
  'namespace-selector-mismatch': (facts) => describeReason('namespace-selector-mismatch', facts),
  'namespace-unknown': (facts) => describeReason('namespace-unknown', facts),
  'selector-empty': (facts) => describeReason('selector-empty', facts),
  'selector-mismatch': (facts) => describeReason('selector-mismatch', facts),
  'unknown-operator': (facts) => describeReason('unknown-operator', facts),
  'pod-unreadable': () => 'the Pod cannot be read',
  'pod-inactive': () => 'the Pod has finished or is being deleted',
  'not-injected': () =>
    'the SidecarSet was never injected into the Pod (annotation kruise.io/sidecarset-injected-list)',
  'containers-missing': (facts) =>
    `the Pod lacks containers of the SidecarSet (${listed(facts)}), so it was injected from another state of it`,
  'working-container-unknown': (facts) =>
    `nothing says which container of each pair works (${listed(facts)})`,
  'up-to-date': () => 'the Pod has the latest hash already',
  'not-selected': () => 'spec.updateStrategy.selector does not select the Pod',
  'needs-recreate': () =>
    'more than images has changed since the Pod was injected; only a new Pod gets the new containers',
  'status-incomplete': () => "the Pod's status does not report on each of its containers yet",
  'still-changing': (facts) => `the last update of ${listed(facts)} is not over yet`,
  'not-update': () => 'running Pods are never updated (spec.updateStrategy.type: NotUpdate)',
  paused: () => 'updates are paused (spec.updateStrategy.paused)',
  'held-by-partition': (facts) => `the partition holds back the last ${countPods(facts.limit)} of the order`,
  'held-by-max-unavailable': (facts) =>
    `maxUnavailable lets ${countPods(facts.limit)} be unavailable at a time, and no more fit in this round`,
  'after-failed-upgrade': (facts) => `the round ended at Pod ${facts.name ?? ''}, whose upgrade fails`,
  upgradable: () => 'the Pod can be upgraded',
}

/** Every reason there is. */
export const updateReasons: readonly string[] = /* @__PURE__ */ Object.keys(sentences)

/** The reason as a sentence without a full stop, made of the facts. */
export function describeUpdateReason({ reason, facts }: Reasoned<UpdateReason | WaitReason>): string {
  return messageText(sentences[reason](facts ?? {}))
}
