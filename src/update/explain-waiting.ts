import type { Choice } from './choose-pods.js'
import type { PodFacts } from './examine-pod.js'
import { nameOf } from './inspect-pods.js'
import { describeUpdateReason, type Reasoned, type WaitReason } from './reasons.js'
import type { FailedUpgrade, PodChange, UpdateGate, WaitingPod } from './types.js'

/** What a round has come to. */
export interface Outcome {
  readonly gate: UpdateGate
  readonly choice: Choice
  readonly upgrades: ReadonlyMap<PodFacts, PodChange | FailedUpgrade>
}

/**
 * Why each matched Pod that is not upgraded waits, in the order given.
 *
 * 1. What keeps it from being a candidate comes first: that stays when the round's turn comes.
 * 2. Then what stops all of them: NotUpdate, paused.
 * 3. Then its place in the order: held by the partition, no room, or behind a Pod whose upgrade fails.
 */
export function explainWaiting(matched: readonly PodFacts[], outcome: Outcome): readonly WaitingPod[] {
  const reasons = findTurnReasons(outcome)
  return matched.flatMap((facts) => {
    const reasoned: Reasoned<WaitReason> | undefined = facts.hold ?? reasons.get(facts)
    if (reasoned === undefined) return []
    return [{ ...nameOf(facts.pod), reason: reasoned.reason, message: describeUpdateReason(reasoned) }]
  })
}

function findTurnReasons({ gate, choice, upgrades }: Outcome): ReadonlyMap<PodFacts, Reasoned<WaitReason>> {
  if (gate === 'notUpdate') return sameFor(choice.order, { reason: 'not-update' })
  if (gate === 'paused') return sameFor(choice.order, { reason: 'paused' })
  const { partition, maxUnavailable } = choice.quota
  const failed = [...upgrades.values()].find((upgrade) => 'issues' in upgrade)
  const left = choice.next.filter((facts) => !upgrades.has(facts))
  return new Map([
    ...sameFor(left, { reason: 'after-failed-upgrade', facts: { name: failed?.name ?? '' } }),
    ...sameFor(choice.queued, { reason: 'held-by-max-unavailable', facts: { limit: maxUnavailable } }),
    ...sameFor(choice.held, { reason: 'held-by-partition', facts: { limit: partition } }),
  ])
}

function sameFor(
  pods: readonly PodFacts[],
  reasoned: Reasoned<WaitReason>,
): ReadonlyMap<PodFacts, Reasoned<WaitReason>> {
  return new Map(pods.map((facts) => [facts, reasoned]))
}
