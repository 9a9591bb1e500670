import { canonicalizeTime, parseTime } from '../../kubernetes/time.js'
import type { Pod, SidecarSet } from '../../manifest/api-types.js'
import { countStatus } from '../count-status.js'
import type { PodFacts } from '../examine-pod.js'
import { planRound, type PlannedRound } from '../plan-update.js'
import { readNow } from '../read-options.js'
import { compileUpdateTarget } from '../update-target.js'
import { factsOf, settlePod, startPod, writePod, type Scene, type SimulatedPod } from './simulated-pod.js'
import type { RolloutSimulation, RolloutStep, SimulationOptions } from './types.js'

/**
 * Plays a rollout round by round, until nothing more happens: a preview of how long it takes, what is unavailable when,
 * and which Pods never get there.
 *
 * 1. Each round: containers whose time has come become ready; then the controller's round is planned and carried out;
 *    then the containers with another image begin to change, and are not ready until the model says so.
 * 2. The Pod's Ready condition falls with them, and comes back when all its containers are ready; not if it was false
 *    for other reasons.
 * 3. It ends when a round does nothing and nothing is under way that ever ends, or with `maxRounds`.
 *
 * Only sidecars are simulated: no Pod comes, goes or breaks by itself.
 *
 * @throws SidecarSetError where the SidecarSet cannot be read or `now` is no time; never for anything in a Pod
 * @example simulateRollout(set, pods, { now, readiness: 1 }).steps.map(({ upgraded }) => upgraded) // [['web-1'], ['web-0'], []]
 */
export function simulateRollout(
  set: SidecarSet,
  pods: readonly Pod[],
  options: SimulationOptions,
): RolloutSimulation {
  const scene: Scene = { target: compileUpdateTarget(set, options), readiness: options.readiness ?? 1 }
  const start = readNow(options.now)
  const timeOf = (round: number): string => addSeconds(start, (round - 1) * (options.secondsPerRound ?? 60))
  const maxRounds = options.maxRounds ?? 1000
  const steps: RolloutStep[] = []
  let state = pods.map((pod) => startPod(scene, pod))
  let isOver = false
  for (let round = 1; round <= maxRounds && !isOver; round++) {
    const played = playRound(scene, state, round, timeOf(round))
    isOver = !played.didSomething && !isSomethingUnderWay(state)
    state = played.state
    if (!isOver) steps.push(played.step)
  }
  return concludeRollout(scene, state, { steps, isOver, now: timeOf(steps.length + 1) })
}

interface PlayedRound {
  readonly state: SimulatedPod[]
  readonly step: RolloutStep
  readonly didSomething: boolean
}

function playRound(scene: Scene, before: readonly SimulatedPod[], round: number, now: string): PlayedRound {
  const settledPods = before.map((pod) => settlePod(scene, pod, round, now))
  const settled = settledPods.filter((pod, index) => pod !== before[index] && pod.pending.size === 0)
  const planned = planRound(scene.target, factsOfAll(settledPods), now)
  const state = settledPods.map((pod) => {
    const facts = factsOf(pod)
    const written = facts === undefined ? undefined : planned.written.get(facts)
    return written === undefined ? pod : writePod(scene, pod, written, { round, now })
  })
  const unavailable = factsOfAll(state).filter(({ ready, consistent }) => !(ready && consistent))
  return {
    state,
    step: {
      round,
      now,
      ...describeRound(planned),
      settled: settled.map(nameOfPod),
      unavailable: namesOf(unavailable),
    },
    didSomething: planned.written.size > 0 || settledPods.some((pod, index) => pod !== before[index]),
  }
}

function describeRound({
  plan,
}: PlannedRound): Pick<RolloutStep, 'gate' | 'status' | 'flipped' | 'upgraded' | 'failed'> {
  const failed = plan.upgrades.find((upgrade) => 'issues' in upgrade)
  return {
    gate: plan.gate,
    status: plan.status,
    flipped: plan.flips.map(({ name }) => name),
    upgraded: plan.upgrades.filter((upgrade) => 'pod' in upgrade).map(({ name }) => name),
    ...(failed === undefined ? {} : { failed: failed.name }),
  }
}

function concludeRollout(
  { target }: Scene,
  state: readonly SimulatedPod[],
  {
    steps,
    isOver,
    now,
  }: { readonly steps: readonly RolloutStep[]; readonly isOver: boolean; readonly now: string },
): RolloutSimulation {
  const matched = factsOfAll(state)
  const status = countStatus(matched)
  const { waiting } = planRound(target, matched, now).plan
  const isComplete = status.updatedReadyPods === status.matchedPods
  return {
    sidecarSet: target.name,
    steps,
    end: isComplete ? 'complete' : isOver ? 'stopped' : 'limit',
    status,
    waiting: waiting.filter(({ reason }) => reason !== 'up-to-date'),
    pods: state.map(({ pod }) => pod),
  }
}

function isSomethingUnderWay(state: readonly SimulatedPod[]): boolean {
  return state.some(({ pending }) => [...pending.values()].some((at) => at !== 'never'))
}

function factsOfAll(state: readonly SimulatedPod[]): readonly PodFacts[] {
  return state.flatMap((pod) => factsOf(pod) ?? [])
}

function namesOf(matched: readonly PodFacts[]): readonly string[] {
  return matched.map(({ pod }) => pod.name)
}

function nameOfPod({ pod }: SimulatedPod): string {
  return pod.metadata?.name ?? ''
}

function addSeconds(time: string, seconds: number): string {
  const milliseconds = (parseTime(time) ?? 0) + seconds * 1000
  return canonicalizeTime(new Date(milliseconds)) ?? time
}
