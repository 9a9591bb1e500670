import type { Pod, SidecarSet } from '../manifest/api-types.js'
import { injectedListAnnotation } from '../sidecarset/annotation-names.js'
import { type PodFacts, factsOf, surveyPod } from './examine-pod.js'
import { explainUnavailable, explainWaiting, isBusy } from './explain-waiting.js'
import { type Round, planRound, surveyRound } from './plan-round.js'
import { type UnmatchedReason, type WaitReason, describeUpdateReason } from './reasons.js'
import { type RunningPod, podIdOf } from './running-pod.js'
import type {
  FailedChange,
  InspectOptions,
  PodChange,
  SidecarUpdatePlan,
  UpdateBudget,
  UpdateOptions,
} from './types.js'
import { type UpdateTarget, compileUpdateTarget, readNow } from './update-target.js'
import { copyPlain } from '../kubernetes/plain-data.js'
import { readOptions } from '../options/index.js'
import { updateOptions } from './options.js'
import { type PodEdit, renderEdit, renderEditPatch } from './pod-edit.js'

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

/** What the next round means for one Pod. */
export interface PodOutlook {
  /** The Pod runs, or was injected; otherwise it is one that is still to be created. */
  readonly exists: boolean
  /** `upgradable`: the round upgrades it. */
  readonly reason: UnmatchedReason | WaitReason | 'upgradable'
  readonly message: string
}

/** Nothing of a preview but its sentences is handed out, and they name no time. */
const anyTime = '1970-01-01T00:00:00Z'

/** What the next round of a SidecarSet would do to each Pod, in the order given, as `planSidecarUpdate` plans it. */
export function previewRound(
  set: SidecarSet,
  pods: readonly Pod[],
  options: InspectOptions,
): readonly PodOutlook[] {
  const target = compileUpdateTarget(set, options)
  const surveyed = pods.map((pod) => surveyPod(target, pod))
  const matched = surveyed.flatMap((each) => ('facts' in each && each.facts ? [each.facts] : []))
  const round = planRound(target, surveyRound(target, matched), anyTime)
  const waiting = new Map(explainWaiting(target, matched, round).map((each) => [idOf(each), each]))
  return surveyed.map((each): PodOutlook => {
    if (!('membership' in each)) return { exists: true, ...describe('pod-unreadable') }
    const { pod } = each.read
    const { why } = each.membership
    const exists = isThere(pod)
    if (why !== undefined) return { exists, reason: why.reason, message: describeUpdateReason(why) }
    const waits = waiting.get(idOf(pod))
    return { exists, ...(waits ?? describe('upgradable')) }
  })
}

function describe(reason: 'pod-unreadable' | 'upgradable'): Pick<PodOutlook, 'reason' | 'message'> {
  return { reason, message: describeUpdateReason({ reason }) }
}

function idOf({ namespace, name }: { readonly namespace?: string; readonly name: string }): string {
  return `${namespace ?? ''}/${name}`
}

/** A manifest of a Pod has neither a node nor a phase, and no webhook has seen it. */
function isThere({ nodeName, phase, annotations }: RunningPod): boolean {
  return nodeName !== '' || phase !== '' || annotations.has(injectedListAnnotation)
}
