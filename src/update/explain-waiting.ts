import { compareUtf8 } from '../kubernetes/utf8.js'
import type { PodFacts } from './examine-pod.js'
import { pairsInHotUpgrade, splitPair } from './hot-upgrade.js'
import type { Round } from './plan-round.js'
import { describeUpdateReason, type Reasoned, type UpdateFacts, type WaitReason } from './reasons.js'
import { podIdOf, type RunningPod } from './running-pod.js'
import type { WaitingPod } from './types.js'
import type { UpdateTarget } from './update-target.js'

/**
 * Why each matched Pod that is not upgraded waits, in the order given.
 *
 * 1. What keeps it from being a candidate comes first: that stays when its turn comes.
 * 2. Then what stops all of them: NotUpdate, paused, a round that ends with flips.
 * 3. Then its place in the order: held by the partition, no room, or after a Pod that cannot be written.
 */
export function explainWaiting(
  target: UpdateTarget,
  matched: readonly PodFacts[],
  round: Round,
): readonly WaitingPod[] {
  const nameOf = namePods(matched)
  const turns = describeTurns(target, matched, { round, nameOf })
  return matched.flatMap((facts) => {
    const waits = facts.hold === undefined ? turns.get(facts) : describe(facts.hold)
    return waits === undefined ? [] : [{ ...podIdOf(facts.pod), ...waits }]
  })
}

/** Names a Pod in a sentence. */
type NamePod = (pod: RunningPod) => string

/** The name alone where all Pods are of one namespace, else with it. */
function namePods(matched: readonly PodFacts[]): NamePod {
  const isOne = new Set(matched.map(({ pod }) => pod.namespace)).size < 2
  return ({ namespace, name }) => (isOne || namespace === '' ? name : `${namespace}/${name}`)
}

type Described = Pick<WaitingPod, 'reason' | 'message'>

function describe(reasoned: Reasoned<WaitReason>): Described {
  return { reason: reasoned.reason, message: describeUpdateReason(reasoned) }
}

interface Outcome {
  readonly round: Round
  readonly nameOf: NamePod
}

function describeTurns(
  target: UpdateTarget,
  matched: readonly PodFacts[],
  outcome: Outcome,
): ReadonlyMap<PodFacts, Described> {
  const { gate, choice, flips, upgrades, failure } = outcome.round
  const all = (reason: WaitReason, pods: readonly PodFacts[], facts: UpdateFacts = {}) =>
    pods.length === 0 ? [] : sameFor(pods, describe({ reason, facts }))
  if (gate === 'notUpdate') return new Map(all('not-update', choice.order))
  if (gate === 'paused') return new Map(all('paused', choice.order))
  if (gate === 'upgrade' && target.behaviour.order === 'gates-first' && flips.size > 0)
    return new Map(
      all('after-flips', choice.order, {
        users: [...flips.keys()].map(({ pod }) => outcome.nameOf(pod)).sort(compareUtf8),
      }),
    )
  const left = choice.next.filter((facts) => !upgrades.has(facts) && facts !== failure?.facts)
  const queued = choice.order.slice(choice.next.length, choice.open)
  const limit = describeLimit(target, matched, outcome)
  return new Map([
    ...all('after-failed-upgrade', left, {
      name: failure === undefined ? '' : outcome.nameOf(failure.facts.pod),
    }),
    ...all('held-by-max-unavailable', queued, limit),
    ...all('held-by-partition', choice.order.slice(choice.open), {
      written: String(target.strategy.partition ?? 0),
      limit: choice.quota.partition,
      total: matched.length,
    }),
  ])
}

function sameFor(
  pods: readonly PodFacts[],
  described: Described,
): readonly (readonly [PodFacts, Described])[] {
  return pods.map((facts) => [facts, described])
}

function describeLimit(
  target: UpdateTarget,
  matched: readonly PodFacts[],
  { round: { choice }, nameOf }: Outcome,
): UpdateFacts {
  const describeBusy = (facts: PodFacts): string =>
    `${nameOf(facts.pod)} is not ready: ${explainUnavailable(target, facts)}`
  return {
    written: String(target.strategy.maxUnavailable ?? 1),
    limit: choice.quota.maxUnavailable,
    total: matched.length,
    version: target.profile,
    users: [
      // Sorted, since the order in which Pods are given means nothing.
      ...matched.filter(isBusy).map(describeBusy).sort(compareUtf8),
      ...choice.next
        .filter(({ ready }) => ready)
        .map(({ pod }) => `${nameOf(pod)} is upgraded in this round`),
    ],
  }
}

/** Updated and not available: such a Pod uses up one of maxUnavailable. */
export function isBusy({ updated, consistent, ready }: PodFacts): boolean {
  return updated && !(consistent && ready)
}

/**
 * Why a Pod is not available, in a few words: what its containers wait for, else which are not ready, else what else
 * keeps it.
 */
export function explainUnavailable(target: UpdateTarget, { pod, ready, consistent }: PodFacts): string {
  const waiting = pod.reports.filter(({ waitingReason }) => waitingReason !== '')
  if (waiting.length > 0)
    return waiting.map(({ name, waitingReason }) => `${name} ${waitingReason}`).join(', ')
  const unready = pod.reports.filter((report) => !report.ready).map(({ name }) => name)
  if (unready.length > 0) return `${unready.join(', ')} not ready`
  if (pod.phase !== 'Running') return `phase ${pod.phase || 'unknown'}`
  const changing = pairsInHotUpgrade(target, pod).map((pair) => splitPair(pair, pod).empty)
  if (!ready && changing.length > 0) return `hot upgrade not finished (${changing.join(', ')})`
  if (!pod.readiness.isTrue) return 'condition Ready is not True'
  return consistent ? 'being deleted' : 'not all sidecars run the image of the spec yet'
}
