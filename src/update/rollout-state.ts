import { orderCandidates } from './choose-pods.js'
import type { PodFacts } from './examine-pod.js'
import { isFlippable } from './hot-upgrade.js'
import { needsRecreating, type RoundInput } from './plan-round.js'
import { nextDue, type SimulatedPod } from './simulated-pod.js'
import type { UpdateStatus } from './types.js'
import type { UpdateTarget } from './update-target.js'

/**
 * The Pods of a simulation, with what each round asks about all of them kept up to date as single Pods change. Counting
 * and sorting anew in each round would make a rollout of n Pods cost n * n.
 */
export interface RolloutState {
  readonly pods: readonly SimulatedPod[]
  /** What the next round is planned from. */
  readonly input: () => RoundInput
  /** The place of a Pod among all. */
  readonly indexOf: (facts: PodFacts) => number
  /** Places of the Pods with containers that are ready in this round; each is given once. */
  readonly takeDue: (round: number) => readonly number[]
  /** Whether some container will be ready in a later round. */
  readonly isAnythingPending: () => boolean
  /** Places of the matched Pods that are not ready or do not run what their spec says. */
  readonly unavailable: () => readonly number[]
  readonly replace: (index: number, pod: SimulatedPod) => void
  /** The Pod has its condition, so that later rounds leave it alone. */
  readonly dropNotUpgradable: (facts: PodFacts) => void
}

/** @param pods as they are at the start */
export function createRolloutState(target: UpdateTarget, start: readonly SimulatedPod[]): RolloutState {
  const pods = [...start]
  const places = new Map<PodFacts, number>()
  const counts = { matchedPods: 0, updatedPods: 0, readyPods: 0, updatedReadyPods: 0 }
  const flippable = createPlaceSet()
  const notUpgradable = createPlaceSet()
  const unavailable = createPlaceSet()
  const due = new Map<number, Set<number>>()
  const { writesCondition } = target.behaviour
  let order: readonly PodFacts[] | undefined

  const count = (facts: PodFacts, by: 1 | -1): void => {
    const isAvailable = facts.consistent && facts.ready
    counts.matchedPods += by
    if (facts.updated) counts.updatedPods += by
    if (isAvailable) counts.readyPods += by
    if (facts.updated && isAvailable) counts.updatedReadyPods += by
  }
  const file = (index: number, pod: SimulatedPod): void => {
    const { facts } = pod
    const at = nextDue(pod)
    if (at !== undefined) due.set(at, (due.get(at) ?? new Set()).add(index))
    flippable.toggle(index, facts !== undefined && isFlippable(target, facts.pod))
    notUpgradable.toggle(index, writesCondition && facts !== undefined && needsRecreating(facts))
    unavailable.toggle(index, facts !== undefined && !(facts.consistent && facts.ready))
    if (facts === undefined) return
    places.set(facts, index)
    count(facts, 1)
  }
  const remove = (index: number, pod: SimulatedPod): void => {
    const at = nextDue(pod)
    if (at !== undefined) due.get(at)?.delete(index)
    if (pod.facts === undefined) return
    places.delete(pod.facts)
    count(pod.facts, -1)
  }
  const factsAt = (places: readonly number[]): readonly PodFacts[] =>
    places.flatMap((index) => pods[index]?.facts ?? [])
  const keepsOrder = createOrderKeeper(target)

  pods.forEach((pod, index) => file(index, pod))
  return {
    pods,
    input: () => {
      order ??= orderCandidates(target, factsAt([...pods.keys()]))
      const status: UpdateStatus = { ...counts }
      return {
        status,
        order,
        flippable: factsAt(flippable.list()),
        notUpgradable: factsAt(notUpgradable.list()),
      }
    },
    indexOf: (facts) => places.get(facts) ?? -1,
    takeDue: (round) => {
      const places = [...(due.get(round) ?? [])].sort((a, b) => a - b)
      due.delete(round)
      return places
    },
    isAnythingPending: () => [...due.values()].some((places) => places.size > 0),
    unavailable: () => unavailable.list(),
    replace: (index, pod) => {
      const before = pods[index]
      if (before !== undefined) remove(index, before)
      pods[index] = pod
      file(index, pod)
      order = order && keepsOrder(order, before?.facts, pod.facts)
    },
    dropNotUpgradable: (facts) => notUpgradable.toggle(places.get(facts) ?? -1, false),
  }
}

type KeepOrder = (
  order: readonly PodFacts[],
  before: PodFacts | undefined,
  after: PodFacts | undefined,
) => readonly PodFacts[] | undefined

/**
 * What a change of one Pod leaves of the order: the same, the order without its first, or nothing, so that the next
 * round sorts anew. Upgraded Pods are the first of the order, and the others stay ranked as they are. Scattering looks
 * at all candidates together, so that it always begins anew.
 */
function createOrderKeeper({ strategy }: UpdateTarget): KeepOrder {
  const isScattered = (strategy.scatterStrategy ?? []).length > 0
  return (order, before, after) => {
    const isCandidate = after !== undefined && after.hold === undefined
    const wasCandidate = before !== undefined && before.hold === undefined
    if (!isCandidate && !wasCandidate) return order
    return !isScattered && !isCandidate && order[0] === before ? order.slice(1) : undefined
  }
}

/** Places of Pods, listed in ascending order. */
interface PlaceSet {
  readonly toggle: (place: number, isIn: boolean) => void
  readonly list: () => readonly number[]
}

function createPlaceSet(): PlaceSet {
  const places = new Set<number>()
  return {
    toggle: (place, isIn) => void (isIn ? places.add(place) : places.delete(place)),
    list: () => [...places].sort((a, b) => a - b),
  }
}
