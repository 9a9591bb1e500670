import type { Pod, SidecarSet } from '../manifest/api-types.js'
import { choosePods, orderCandidates, type Choice } from './choose-pods.js'
import { chooseGate, countStatus } from './count-status.js'
import type { PodFacts } from './examine-pod.js'
import { explainWaiting } from './explain-waiting.js'
import { flipPod } from './flip-pod.js'
import { isFlippable } from './hot-containers.js'
import { joinEdits, renderEdit, renderEditPatch, type PodEdit } from './pod-edit.js'
import { readNow } from './read-options.js'
import { readRunningPod } from './running-pod.js'
import { matchedFacts, surveyPod } from './survey.js'
import type { FailedUpgrade, InspectOptions, PodChange, SidecarUpdatePlan, UpdateOptions } from './types.js'
import { upgradePod } from './upgrade-pod.js'
import { compileUpdateTarget, type UpdateTarget } from './update-target.js'

/**
 * Plans one round of what the controller does to running Pods.
 *
 * 1. Which Pods updates are about, and the counters of the status, from the Pods as they are.
 * 2. Flips: Pods whose hot upgrade has come far enough get the empty image in their old containers.
 * 3. The gate: `NotUpdate`, nothing left to do, and `paused` stop here, in this order.
 * 4. The Pods of this round: candidates ranked, prioritised (v1.9.0) and scattered, as many as partition and
 *    maxUnavailable allow.
 * 5. Each of them after its upgrade, in order, on top of its flip. The first that fails ends the round.
 *
 * Only images and annotations are written. The inputs are not changed.
 *
 * @throws SidecarSetError where the SidecarSet cannot be read or `now` is no time; never for anything in a Pod
 * @see OpenKruise, Processor.UpdateSidecarSet
 * @example
 * const plan = planSidecarUpdate(set, pods, { now: '2026-01-01T00:00:00Z' })
 * plan.next                     // ['web-3']
 * plan.upgrades[0].patch        // [{ op: 'replace', path: '/metadata/annotations/kruise.io~1sidecarset-hash', ... }, ...]
 * plan.waiting[0].reason        // 'held-by-max-unavailable'
 */
export function planSidecarUpdate(
  set: SidecarSet,
  pods: readonly Pod[],
  options: UpdateOptions,
): SidecarUpdatePlan {
  const target = compileUpdateTarget(set, options)
  const now = readNow(options.now)
  return planRound(target, matchedFacts(pods.map((pod) => surveyPod(target, pod))), now).plan
}

/**
 * Plans only the second step of hot upgrades: which Pods to flip, and each of them after.
 *
 * A Pod is flipped when an old container does not have the empty image, its other sidecars run what they should, and the
 * Pod is ready, or everything in it is apart from the old containers. Neither pausing nor `NotUpdate` stops it.
 *
 * @throws SidecarSetError where the SidecarSet cannot be read or `now` is no time; never for anything in a Pod
 * @example planHotUpgradeFlip(set, pods, { now }).map(({ name }) => name) // ['web-3']
 */
export function planHotUpgradeFlip(
  set: SidecarSet,
  pods: readonly Pod[],
  options: UpdateOptions,
): readonly PodChange[] {
  const target = compileUpdateTarget(set, options)
  const now = readNow(options.now)
  const matched = matchedFacts(pods.map((pod) => surveyPod(target, pod)))
  return [...planFlips(target, matched, now)].map(([facts, edit]) => renderChange(facts, edit))
}

/**
 * The names of all Pods that could be upgraded now, in the order in which rounds take them, however many at a time.
 *
 * @throws SidecarSetError where the SidecarSet cannot be read; never for anything in a Pod
 * @example orderUpdateCandidates(set, pods) // ['web-3', 'web-0', 'web-1']
 */
export function orderUpdateCandidates(
  set: SidecarSet,
  pods: readonly Pod[],
  options: InspectOptions = {},
): readonly string[] {
  const target = compileUpdateTarget(set, options)
  const matched = matchedFacts(pods.map((pod) => surveyPod(target, pod)))
  return orderCandidates(target, matched).map(({ pod }) => pod.name)
}

/** A round and the facts it was made of, for those who carry it out. */
export interface PlannedRound {
  readonly plan: SidecarUpdatePlan
  /** Each Pod that is written, and how it looks after the round. */
  readonly written: ReadonlyMap<PodFacts, Pod>
}

/** Plans a round for the Pods that updates are about. */
export function planRound(target: UpdateTarget, matched: readonly PodFacts[], now: string): PlannedRound {
  const status = countStatus(matched)
  const gate = chooseGate(target.strategy, status)
  const choice = choosePods(target, matched)
  const flips = planFlips(target, matched, now)
  const upgrades = gate === 'upgrade' ? planUpgrades(target, choice, flips, now) : noUpgrades
  const flipChanges = new Map([...flips].map(([facts, edit]) => [facts, renderChange(facts, edit)]))
  return {
    plan: {
      status,
      gate,
      next: choice.next.map(({ pod }) => pod.name),
      flips: [...flipChanges.values()],
      upgrades: [...upgrades.values()],
      waiting: explainWaiting(matched, { gate, choice, upgrades }),
    },
    written: podsAfter([...flipChanges, ...upgrades]),
  }
}

/** Upgrades win over flips: they are made on top of them. */
function podsAfter(
  changes: readonly (readonly [PodFacts, PodChange | FailedUpgrade])[],
): ReadonlyMap<PodFacts, Pod> {
  return new Map(
    changes.flatMap(([facts, change]) => ('pod' in change ? [[facts, change.pod] as const] : [])),
  )
}

type Edits = ReadonlyMap<PodFacts, PodEdit>

type Upgrades = ReadonlyMap<PodFacts, PodChange | FailedUpgrade>

const noUpgrades: Upgrades = new Map()

function planFlips(target: UpdateTarget, matched: readonly PodFacts[], now: string): Edits {
  const flippable = matched.filter(({ pod }) => isFlippable(target, pod))
  return new Map(flippable.map((facts) => [facts, flipPod(target, facts.pod, now)]))
}

function planUpgrades(
  target: UpdateTarget,
  { next }: Choice,
  flips: Edits,
  now: string,
): ReadonlyMap<PodFacts, PodChange | FailedUpgrade> {
  const upgrades = new Map<PodFacts, PodChange | FailedUpgrade>()
  for (const facts of next) {
    const upgrade = planUpgrade(target, facts, flips.get(facts), now)
    upgrades.set(facts, upgrade)
    if ('issues' in upgrade) break
  }
  return upgrades
}

function planUpgrade(
  target: UpdateTarget,
  facts: PodFacts,
  flip: PodEdit | undefined,
  now: string,
): PodChange | FailedUpgrade {
  const flipped = flip === undefined ? undefined : readRunningPod(renderEdit(facts.pod.pod, flip))
  const upgrade = upgradePod(target, flipped?.ok === true ? flipped.pod : facts.pod, now)
  if (!upgrade.ok) return { name: facts.pod.name, issues: upgrade.issues }
  return renderChange(facts, flip === undefined ? upgrade.edit : joinEdits(flip, upgrade.edit))
}

function renderChange({ pod }: PodFacts, edit: PodEdit): PodChange {
  return { name: pod.name, pod: renderEdit(pod.pod, edit), patch: renderEditPatch(pod.pod, edit) }
}
