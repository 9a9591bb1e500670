import { choosePods, computeQuota, orderCandidates, type Choice } from './choose-pods.js'
import type { PodFacts } from './examine-pod.js'
import { flipPod, isFlippable } from './hot-upgrade.js'
import { joinEdits, renderEdit, type PodEdit } from './pod-edit.js'
import { podIdOf, readRunningPod } from './running-pod.js'
import type { ConditionChange, FailedChange, UpdateGate, UpdateStatus } from './types.js'
import { planCondition } from './upgradable-condition.js'
import type { UpdateTarget } from './update-target.js'
import { upgradePod } from './upgrade-pod.js'

/** What a round is planned from. A simulation keeps it up to date from round to round instead of counting anew. */
export interface RoundInput {
  readonly status: UpdateStatus
  /** Candidates in the order in which they are upgraded. */
  readonly order: readonly PodFacts[]
  /** Pods whose hot upgrade is ready for its second step, in the order given. */
  readonly flippable: readonly PodFacts[]
  /** Pods that only recreating brings up to date, in the order given. */
  readonly notUpgradable: readonly PodFacts[]
}

/** One round, as edits. Its parts are plain data; Pods and patches are rendered from them. */
export interface Round {
  readonly gate: UpdateGate
  readonly choice: Choice
  readonly flips: ReadonlyMap<PodFacts, PodEdit>
  /** On top of the Pod's flip in the same round, which they include. */
  readonly upgrades: ReadonlyMap<PodFacts, PodEdit>
  /** undefined for Pods that have the condition already. */
  readonly conditions: ReadonlyMap<PodFacts, ConditionChange | undefined>
  readonly failure?: Failure
}

/** The Pod at which a round ended early. */
export interface Failure extends FailedChange {
  readonly facts: PodFacts
  /** Its upgrade failed; otherwise its condition could not be read. */
  readonly isUpgrade: boolean
}

/** What a round is planned from, counted from all Pods that take part. */
export function surveyRound(target: UpdateTarget, matched: readonly PodFacts[]): RoundInput {
  return {
    status: countStatus(matched),
    order: orderCandidates(target, matched),
    flippable: matched.filter(({ pod }) => isFlippable(target, pod)),
    notUpgradable: matched.filter(needsRecreating),
  }
}

/** The counters of the SidecarSet's status, over the Pods that take part. */
function countStatus(matched: readonly PodFacts[]): UpdateStatus {
  const ready = matched.filter((pod) => pod.consistent && pod.ready)
  return {
    matchedPods: matched.length,
    updatedPods: matched.filter(({ updated }) => updated).length,
    readyPods: ready.length,
    updatedReadyPods: ready.filter(({ updated }) => updated).length,
  }
}

/** Whether the Pod gets the condition that no SidecarSet update reaches it. */
export function needsRecreating({ hold }: PodFacts): boolean {
  return hold?.reason === 'needs-recreate'
}

/**
 * Plans a round. What stops it, first match:
 *
 * | order         | NotUpdate       | paused               | a Pod to flip      | finished          |
 * | ------------- | --------------- | -------------------- | ------------------ | ----------------- |
 * | `flips-first` | only flips      | only flips           | flips and upgrades | only flips        |
 * | `gates-first` | nothing at all  | nothing at all       | only flips         | nothing           |
 *
 * Then come conditions of Pods that need recreating, then each upgrade with its condition. The first failure ends it.
 */
export function planRound(target: UpdateTarget, input: RoundInput, now: string): Round {
  const { status } = input
  const gate = chooseGate(target, status)
  const quota = computeQuota(target, status.matchedPods)
  const choice = choosePods(input.order, quota, status.updatedPods - status.updatedReadyPods)
  const flips = planFlips(target, gate, input, now)
  const endsAtFlips = target.behaviour.order === 'gates-first' && flips.size > 0
  if (gate !== 'upgrade' || endsAtFlips)
    return { gate, choice, flips, upgrades: new Map(), conditions: new Map() }
  return { gate, choice, flips, ...planUpgrades(target, { input, choice, flips, now }) }
}

function chooseGate({ strategy, behaviour }: UpdateTarget, status: UpdateStatus): UpdateGate {
  if (strategy.type === 'NotUpdate') return 'notUpdate'
  const isFinished = status.updatedPods >= status.matchedPods
  const isPaused = strategy.paused === true
  if (isPaused && behaviour.order === 'gates-first') return 'paused'
  if (isFinished) return 'finished'
  return isPaused ? 'paused' : 'upgrade'
}

function planFlips(
  target: UpdateTarget,
  gate: UpdateGate,
  { flippable }: RoundInput,
  now: string,
): ReadonlyMap<PodFacts, PodEdit> {
  const isStopped = gate === 'notUpdate' || gate === 'paused'
  if (isStopped && target.behaviour.order === 'gates-first') return new Map()
  return new Map(flippable.map((facts) => [facts, flipPod(target, facts.pod, now)]))
}

interface UpgradeInput {
  readonly input: RoundInput
  readonly choice: Choice
  readonly flips: ReadonlyMap<PodFacts, PodEdit>
  readonly now: string
}

function planUpgrades(
  target: UpdateTarget,
  { input, choice, flips, now }: UpgradeInput,
): Pick<Round, 'upgrades' | 'conditions' | 'failure'> {
  const upgrades = new Map<PodFacts, PodEdit>()
  const conditions = new Map<PodFacts, ConditionChange | undefined>()
  const fail = (facts: PodFacts, isUpgrade: boolean, { issues }: Pick<FailedChange, 'issues'>): Failure => ({
    ...podIdOf(facts.pod),
    issues,
    facts,
    isUpgrade,
  })
  const mark = (facts: PodFacts, upgradable: boolean): Failure | undefined => {
    if (!target.behaviour.writesCondition) return undefined
    const planned = planCondition(target, facts.pod, { upgradable, now })
    if (!planned.ok) return fail(facts, false, planned)
    conditions.set(facts, planned.change)
    return undefined
  }
  const upgrade = (facts: PodFacts): Failure | undefined => {
    const edit = planUpgrade(target, facts, flips.get(facts), now)
    if ('issues' in edit) return fail(facts, true, edit)
    upgrades.set(facts, edit)
    return mark(facts, true)
  }
  const failure =
    firstFailure(input.notUpgradable, (facts) => mark(facts, false)) ?? firstFailure(choice.next, upgrade)
  return { upgrades, conditions, ...(failure === undefined ? {} : { failure }) }
}

/** Goes through the Pods up to the first that fails. */
function firstFailure(
  pods: readonly PodFacts[],
  write: (facts: PodFacts) => Failure | undefined,
): Failure | undefined {
  for (const facts of pods) {
    const failure = write(facts)
    if (failure !== undefined) return failure
  }
  return undefined
}

/** The upgrade of a Pod, on top of its flip in the same round. */
function planUpgrade(
  target: UpdateTarget,
  { pod }: PodFacts,
  flip: PodEdit | undefined,
  now: string,
): PodEdit | Pick<FailedChange, 'issues'> {
  const flipped = flip === undefined ? undefined : readRunningPod(renderEdit(pod.pod, flip))
  const upgrade = upgradePod(target, flipped?.ok === true ? flipped.pod : pod, now)
  if (!upgrade.ok) return upgrade
  return flip === undefined ? upgrade.edit : joinEdits(flip, upgrade.edit)
}
