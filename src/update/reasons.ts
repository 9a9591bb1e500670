import { messageText } from '../text/visible.js'
import { describeReason, type DecisionFacts, type ReasonCode } from '../inject/decide/reasons.js'

/** Why the labels or the namespace of a Pod do not fit a SidecarSet; the same as at injection. */
export type MatchReason = Extract<
  ReasonCode,
  | 'namespace-mismatch'
  | 'namespace-selector-mismatch'
  | 'namespace-unknown'
  | 'selector-empty'
  | 'selector-mismatch'
  | 'unknown-operator'
>

/** Why a Pod does not take part in updates. */
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
  | 'not-update'
  | 'paused'
  | 'held-by-partition'
  | 'held-by-max-unavailable'
  | 'after-flips'
  | 'after-failed-upgrade'

/** Why a matched Pod waits. */
export type WaitReason = HoldReason | TurnReason

/** Where a Pod stands. */
export type UpdateReason = UnmatchedReason | HoldReason | 'upgradable'

/** The facts behind a reason. Which are there depends on the reason. */
export interface UpdateFacts extends DecisionFacts {
  /** Containers that the reason is about. */
  readonly containers?: readonly string[]
  /** What the strategy sets, as it is written. */
  readonly written?: string
  /** What the strategy sets, in Pods. */
  readonly limit?: number
  /** Percents are of this many Pods. */
  readonly total?: number
  /** The OpenKruise version that computes the limit. */
  readonly version?: string
  /** Who uses up the limit, and why: a phrase for each Pod. */
  readonly users?: readonly string[]
}

/** A reason with its facts. */
export interface Reasoned<Reason extends UpdateReason | WaitReason> {
  readonly reason: Reason
  readonly facts?: UpdateFacts
}

const listed = (facts: UpdateFacts): string => (facts.containers ?? []).join(', ')

/** A number of Pods in words. */
export function podCount(count = 0): string {
  return count === 1 ? '1 Pod' : `${count} Pods`
}

/** Phrases in a row. A long list is cut, with a count. */
export function joinPhrases(phrases: readonly string[], limit = 3): string {
  const rest = phrases.length - limit
  return [...phrases.slice(0, limit), ...(rest > 0 ? [`and ${podCount(rest)} more`] : [])].join('; ')
}

/** maxUnavailable 0 never lets a ready Pod through: says so, with the smallest value that does. */
function describeMaxUnavailable({
  limit = 0,
  written = '1',
  total = 0,
  version,
  users,
}: UpdateFacts): string {
  if (limit > 0)
    return `maxUnavailable lets ${podCount(limit)} be unavailable at a time, used up now: ${joinPhrases(users ?? [])}`
  const smallest = Math.ceil(100 / Math.max(1, total))
  return written.endsWith('%')
    ? `maxUnavailable ${written} of ${podCount(total)} is 0 in OpenKruise ${version ?? ''}, so no ready Pod is ever upgraded; write 1 or at least ${smallest}%`
    : `maxUnavailable is ${written}, so no ready Pod is ever upgraded; write at least 1`
}

function describePartition({ limit = 0, written = '', total = 0 }: UpdateFacts): string {
  return limit >= total
    ? `partition ${written} holds back all ${podCount(total)}; lower it to let Pods through`
    : `partition ${written} holds back the last ${podCount(limit)} of the order`
}

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
    'the Pod was created without the sidecars (annotation kruise.io/sidecarset-injected-list does not name the SidecarSet); recreate the Pod to get them, for example with kubectl rollout restart',
  'containers-missing': (facts) =>
    `the Pod lacks containers of the SidecarSet (${listed(facts)}), so it was injected from another version of it; recreate the Pod to get them`,
  'working-container-unknown': (facts) =>
    `no annotation says which container of each pair works (${listed(facts)})`,
  'up-to-date': () => 'the Pod has the latest hash already',
  'not-selected': () => 'spec.updateStrategy.selector does not select the Pod',
  'needs-recreate': () =>
    'more than images has changed since the Pod was injected; recreate the Pod to get the new containers',
  'status-incomplete': () => "the Pod's status does not report on each of its containers yet",
  'still-changing': (facts) => `the last update of ${listed(facts)} is not over`,
  'not-update': () => 'running Pods are not updated (spec.updateStrategy.type: NotUpdate)',
  paused: () => 'updates are paused (spec.updateStrategy.paused)',
  'held-by-partition': describePartition,
  'held-by-max-unavailable': describeMaxUnavailable,
  'after-flips': (facts) =>
    `this round only finishes hot upgrades (${joinPhrases(facts.users ?? [])}); upgrades follow in the next round`,
  'after-failed-upgrade': (facts) => `the round ends at Pod ${facts.name ?? ''}, which cannot be written`,
  upgradable: () => 'the Pod can be upgraded',
}

/** Every reason there is. */
export const updateReasons: readonly string[] = /* @__PURE__ */ Object.keys(sentences)

/** The reason as a sentence without a full stop, made of the facts. */
export function describeUpdateReason({ reason, facts }: Reasoned<UpdateReason | WaitReason>): string {
  return messageText(sentences[reason](facts ?? {}))
}
