import { copyPlain } from '../kubernetes/plain-data.js'
import { readOptions } from '../options/index.js'
import { simulationOptions } from './options.js'
import { canonicalizeTime, parseTime } from '../kubernetes/time.js'
import type { Pod, SidecarSet } from '../manifest/api-types.js'
import { factsOf, surveyPod } from './examine-pod.js'
import { explainWaiting } from './explain-waiting.js'
import { renderEdit } from './pod-edit.js'
import { planRound, type Round } from './plan-round.js'
import { describeUpdateReason, type UnmatchedReason } from './reasons.js'
import { createRolloutState, type RolloutState } from './rollout-state.js'
import { podIdOf } from './running-pod.js'
import {
  settlePod,
  startPod,
  writePod,
  type Moment,
  type ReadinessModel,
  type SimulatedPod,
  type SimulationContext,
} from './simulated-pod.js'
import type { PodId, UpdateGate, UpdateOptions, UpdateStatus, WaitingPod } from './types.js'
import { compileUpdateTarget, readNow, type UpdateTarget } from './update-target.js'

/** Options of a simulation. */
export interface SimulationOptions extends UpdateOptions {
  /** The time of the first round. */
  readonly now: string | Date
  /** @default 1 */
  readonly readiness?: ReadinessModel | undefined
  /** Time between rounds; it only shows in timestamps, by which Pods are ranked. @default 60 */
  readonly secondsPerRound?: number | undefined
  /** The simulation ends here at the latest. @default 1000, or twice the number of Pods where that is more */
  readonly maxRounds?: number | undefined
}

/** One simulated round. Pods in the order given or, for `upgraded`, in that of the upgrade. */
export interface RolloutStep {
  /** Counted from 1. */
  readonly round: number
  readonly now: string
  readonly gate: UpdateGate
  /** Counters at the beginning of the round. */
  readonly status: UpdateStatus
  /** Pods whose containers have all become ready since the round before. */
  readonly settled: readonly PodId[]
  readonly flipped: readonly PodId[]
  readonly upgraded: readonly PodId[]
  /** The Pod that could not be written, if there was one. */
  readonly failed?: PodId
  /** Matched Pods that, after the round, are not ready or do not run what their spec says. */
  readonly unavailable: readonly PodId[]
}

/** A Pod that takes no part in the rollout, and why. */
export interface UnmatchedPod extends PodId {
  readonly reason: UnmatchedReason
  /** The reason as a sentence. Its wording is no contract. */
  readonly message: string
}

/** A rollout played to its end. Plain data that shares nothing with the inputs. */
export interface RolloutSimulation<P extends Pod = Pod> {
  readonly sidecarSet: string
  readonly steps: readonly RolloutStep[]
  /**
   * - `complete`: every matched Pod is up to date and ready.
   * - `stopped`: nothing more happens, though Pods are left; `waiting` says why.
   * - `limit`: `maxRounds` was reached first.
   * - `no-pods`: no Pod takes part; `unmatched` says why.
   */
  readonly end: 'complete' | 'stopped' | 'limit' | 'no-pods'
  /** Counters at the end. */
  readonly status: UpdateStatus
  /** Matched Pods that are not up to date at the end, and why. */
  readonly waiting: readonly WaitingPod[]
  /** Pods given that take no part, and why. */
  readonly unmatched: readonly UnmatchedPod[]
  /** All Pods given, as they are at the end. Their statuses are made up where containers changed. */
  readonly pods: readonly P[]
}

/**
 * Plays a rollout round by round, until nothing more happens: a preview of how long it takes, what is unavailable when,
 * and which Pods never get there.
 *
 * 1. Each round: containers whose time has come become ready; then the controller's round is planned and carried out;
 *    then the containers with another image begin to change, and are not ready until the model says so.
 * 2. The Pod's Ready condition falls with them, and comes back when all its containers are ready; not if it was false
 *    for other reasons.
 * 3. A container that is not ready at the start stays so, until the rollout gives it another image. A function as
 *    `readiness` may say otherwise.
 * 4. It ends when a round does nothing and nothing is under way that ever ends, or with `maxRounds`.
 *
 * Only sidecars are simulated: no Pod comes, goes or breaks by itself. The cost grows with the number of Pods written
 * and times written; `scatterStrategy` sorts all candidates in each round.
 *
 * @throws SidecarSetError where the SidecarSet cannot be read or `now` is no time; never for anything in a Pod
 * @example
 * simulateRollout(set, pods, { now }).steps.map(({ upgraded }) => upgraded.map(({ name }) => name)) // [['web-1'], ['web-0'], []]
 */
export function simulateRollout<P extends Pod>(
  set: SidecarSet,
  pods: readonly P[],
  given: SimulationOptions,
): RolloutSimulation<P> {
  const options = readOptions('simulateRollout', simulationOptions, given)
  const target = compileUpdateTarget(set, options)
  const start = readNow(options.now)
  const context: SimulationContext = { target, readiness: options.readiness ?? 1 }
  const timeOf = (round: number): string => addSeconds(start, (round - 1) * (options.secondsPerRound ?? 60))
  const maxRounds = options.maxRounds ?? Math.max(1000, 2 * pods.length)
  const state = createRolloutState(
    target,
    pods.map((pod) => startPod(context, pod)),
  )
  const steps: RolloutStep[] = []
  let isOver = false
  for (let round = 1; round <= maxRounds && !isOver; round++) {
    const { step, didSomething } = playRound(context, state, { round, now: timeOf(round) })
    isOver = !didSomething && !state.isAnythingPending()
    if (!isOver) steps.push(step)
  }
  return {
    sidecarSet: target.name,
    steps,
    ...conclude(target, state, { isOver, now: timeOf(steps.length + 1) }),
    // The simulation changes status and annotations, of which every type of Pod has the same.
    pods: state.pods.map(({ pod }) => copyPlain(pod as P)),
  }
}

interface PlayedRound {
  readonly step: RolloutStep
  readonly didSomething: boolean
}

function playRound(context: SimulationContext, state: RolloutState, moment: Moment): PlayedRound {
  const due = state.takeDue(moment.round)
  for (const index of due) replace(state, index, (pod) => settlePod(context, pod, moment))
  const settled = due.filter((index) => state.pods[index]?.pending.size === 0)
  const input = state.input()
  const round = planRound(context.target, input, moment.now)
  const flipped = [...round.flips.keys()].map(({ pod }) => podIdOf(pod))
  const upgraded = [...round.upgrades.keys()].map(({ pod }) => podIdOf(pod))
  carryOut(context, state, round, moment)
  return {
    step: {
      ...moment,
      gate: round.gate,
      status: input.status,
      settled: idsOf(state, settled),
      flipped,
      upgraded,
      ...(round.failure === undefined ? {} : { failed: podIdOf(round.failure.facts.pod) }),
      unavailable: idsOf(state, state.unavailable()),
    },
    didSomething: due.length > 0 || flipped.length > 0 || upgraded.length > 0,
  }
}

/** Writes the Pods of a round. Conditions are not: no later round looks at them again. */
function carryOut(context: SimulationContext, state: RolloutState, round: Round, moment: Moment): void {
  for (const [facts, edit] of new Map([...round.flips, ...round.upgrades]))
    replace(state, state.indexOf(facts), (before) =>
      writePod(context, before, renderEdit(before.pod, edit), moment),
    )
  for (const facts of round.conditions.keys()) state.dropNotUpgradable(facts)
}

function replace(state: RolloutState, index: number, change: (pod: SimulatedPod) => SimulatedPod): void {
  const pod = state.pods[index]
  if (pod !== undefined) state.replace(index, change(pod))
}

function idsOf(state: RolloutState, places: readonly number[]): readonly PodId[] {
  return places.flatMap((index) => {
    const facts = state.pods[index]?.facts
    return facts === undefined ? [] : [podIdOf(facts.pod)]
  })
}

function conclude(
  target: UpdateTarget,
  state: RolloutState,
  { isOver, now }: { readonly isOver: boolean; readonly now: string },
): Pick<RolloutSimulation, 'end' | 'status' | 'waiting' | 'unmatched'> {
  const input = state.input()
  const { status } = input
  const matched = state.pods.flatMap(({ facts }) => facts ?? [])
  const waiting = explainWaiting(target, matched, planRound(target, input, now))
  const isComplete = status.updatedReadyPods === status.matchedPods
  return {
    end: status.matchedPods === 0 ? 'no-pods' : isComplete ? 'complete' : isOver ? 'stopped' : 'limit',
    status,
    waiting: waiting.filter(({ reason }) => reason !== 'up-to-date'),
    unmatched: state.pods.flatMap(({ pod, facts }) =>
      facts === undefined ? describeUnmatched(target, pod) : [],
    ),
  }
}

function describeUnmatched(target: UpdateTarget, pod: Pod): UnmatchedPod[] {
  const surveyed = surveyPod(target, pod)
  if (!('membership' in surveyed)) {
    const reason = 'pod-unreadable'
    return [{ ...podIdOf(surveyed.read), reason, message: describeUpdateReason({ reason }) }]
  }
  const { why } = surveyed.membership
  if (why === undefined || factsOf(surveyed) !== undefined) return []
  return [{ ...podIdOf(surveyed.read.pod), reason: why.reason, message: describeUpdateReason(why) }]
}

function addSeconds(time: string, seconds: number): string {
  const milliseconds = (parseTime(time) ?? 0) + seconds * 1000
  return canonicalizeTime(new Date(milliseconds)) ?? time
}
