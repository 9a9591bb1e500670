import { copyPlain } from '../kubernetes/plain-data.js'
import { readOptions } from '../options/index.js'
import { updateOptions } from './options.js'
import type { Pod, SidecarSet } from '../manifest/api-types.js'
import { factsOf, surveyPod, type PodFacts } from './examine-pod.js'
import { explainUnavailable, explainWaiting, isBusy } from './explain-waiting.js'
import { renderEdit, renderEditPatch, type PodEdit } from './pod-edit.js'
import { planRound, surveyRound, type Round } from './plan-round.js'
import { podIdOf } from './running-pod.js'
import type { FailedChange, PodChange, SidecarUpdatePlan, UpdateBudget, UpdateOptions } from './types.js'
import { compileUpdateTarget, readNow, type UpdateTarget } from './update-target.js'

/**
 * Plans one round of what the controller does to running Pods.
 *
 * 1. Which Pods take part, and the counters of the status, from the Pods as they are.
 * 2. v1.3.0: flips first, then NotUpdate, finished, paused, then upgrades. v1.9.0: NotUpdate, paused, then flips; a round
 *    that flips ends there; then finished, then upgrades.
 * 3. The Pods of this round: candidates ranked, prioritised (v1.9.0) and scattered, as many as partition and
 *    maxUnavailable allow.
 * 4. Each of them after its upgrade, in order, on top of its flip. The first that fails ends the round.
 * 5. v1.9.0: the condition SidecarSetUpgradable, False for Pods that need recreating, True after an upgrade.
 *
 * Only images, annotations and that condition are written. The inputs are not changed; nothing in the plan is shared
 * with them, so the caller may write to it.
 *
 * @throws SidecarSetError where the SidecarSet cannot be read or `now` is no time; never for anything in a Pod
 * @see OpenKruise, Processor.UpdateSidecarSet
 * @example
 * const plan = planSidecarUpdate(set, pods, { now: '2026-01-01T00:00:00Z' })
 * plan.next                     // [{ namespace: 'shop', name: 'web-3' }]
 * plan.upgrades[0].patch        // [{ op: 'replace', path: '/metadata/annotations/kruise.io~1sidecarset-hash', ... }, ...]
 * plan.waiting[0].reason        // 'held-by-max-unavailable'
 */
export function planSidecarUpdate<P extends Pod>(
  set: SidecarSet,
  pods: readonly P[],
  options: UpdateOptions,
): SidecarUpdatePlan<P> {
  const read = readOptions('planSidecarUpdate', updateOptions, options)
  const target = compileUpdateTarget(set, read)
  const now = readNow(read.now)
  const given = new Map<PodFacts, P>()
  for (const pod of pods) {
    const facts = factsOf(surveyPod(target, pod))
    if (facts !== undefined) given.set(facts, pod)
  }
  const matched = [...given.keys()]
  const input = surveyRound(target, matched)
  const round = planRound(target, input, now)
  const render = (edits: ReadonlyMap<PodFacts, PodEdit>): PodChange<P>[] =>
    [...given].flatMap(([facts, pod]) => renderChange(facts, pod, edits.get(facts)))
  const upgrades = round.choice.next.flatMap((facts) =>
    renderChange(facts, given.get(facts), round.upgrades.get(facts)),
  )
  const { failure } = round
  const failed = failure && { ...podIdOf(failure.facts.pod), issues: copyPlain(failure.issues) }
  return {
    status: input.status,
    gate: round.gate,
    budget: describeBudget(target, matched, round),
    next: round.choice.next.map(({ pod }) => podIdOf(pod)),
    flips: render(round.flips),
    upgrades: failed !== undefined && failure?.isUpgrade === true ? [...upgrades, failed] : upgrades,
    conditions: [...round.conditions.values()].filter((change) => change !== undefined),
    ...(failed === undefined ? {} : { failure: copyPlain<FailedChange>(failed) }),
    waiting: explainWaiting(target, matched, round),
  }
}

function renderChange<P extends Pod>(
  { pod }: PodFacts,
  given: P | undefined,
  edit: PodEdit | undefined,
): PodChange<P>[] {
  if (given === undefined || edit === undefined) return []
  return [{ ...podIdOf(pod), pod: copyPlain(renderEdit(given, edit)), patch: renderEditPatch(given, edit) }]
}

function describeBudget(target: UpdateTarget, matched: readonly PodFacts[], { choice }: Round): UpdateBudget {
  const { partition, maxUnavailable } = choice.quota
  const busy = matched.filter(isBusy)
  return {
    partition,
    maxUnavailable,
    unavailable: busy.map((facts) => ({ ...podIdOf(facts.pod), message: explainUnavailable(target, facts) })),
  }
}
