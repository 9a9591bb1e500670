import { canonicalizeTime } from '../../kubernetes/time.js'
import { profileBehaviours } from '../profile-behaviour.js'
import type { Pod } from '../../manifest/api-types.js'
import type { JsonPatchOperation } from '../../patch/index.js'
import { deepFreeze, isStatic } from '../compile/container-template.js'
import type { EffectiveSet } from '../compile/effective-set.js'
import { recordHashes, type EarlierInjection } from './inject-annotations.js'
import { planInjection, type PlanContext, type PlannedInjection } from './plan-injection.js'
import type { Step } from './plan-failure.js'
import { isEmptyPlan } from './plan.js'
import type { PodSubject } from '../pod/pod-subject.js'
import { renderPatch } from '../render/render-patch.js'
import { isFreeOf, reserveNames, shapeOf, type ReservedNames } from './reserved-names.js'

/** A plan, and the patch it comes to for a Pod. */
export interface ReadyPlan {
  readonly planned: PlannedInjection
  /** Absent where the plan does nothing. */
  readonly patch?: readonly JsonPatchOperation[]
}

/** Plans what the same SidecarSets do to one Pod after the other. */
export interface Planner {
  plan(subject: PodSubject, now: PlanContext['now']): Step<ReadyPlan>
}

/** How many variants of patches are kept for one plan: Pods of different shapes, and namespaces to be filled in. */
const maxPatches = 64

/**
 * A planner that makes the plan once for all Pods that it is the same for.
 *
 * Sidecars that take nothing from the Pod are the same in every Pod, and so is the plan, unless the Pod has something
 * of a name that the plan has too. The time in the annotations changes it as well: the plan for the latest time is kept,
 * and the next one differs in these annotations. Whatever else a Pod is, its plan is made for it alone.
 */
export function createPlanner(sets: readonly EffectiveSet[], context: Pick<PlanContext, 'profile'>): Planner {
  const planFor = (subject: PodSubject, now: PlanContext['now']): Step<ReadyPlan> => {
    const planned = planInjection(subject, sets, { ...context, now })
    return planned.ok ? { ok: true, value: withPatch(subject.pod, planned.value) } : planned
  }
  if (!takesNothingFromPods(sets)) return { plan: planFor }
  let latest: { readonly moment: string | number; readonly shared: SharedPlan | undefined } | undefined
  const shareAt = (moment: string | number, now: PlanContext['now']): SharedPlan | undefined => {
    const shared =
      latest?.shared === undefined ? sharePlan(sets, { ...context, now }) : restamp(latest.shared, now)
    latest = { moment, shared }
    return shared
  }
  return {
    plan: (subject, now) => {
      const moment = momentOf(now)
      if (moment === undefined) return planFor(subject, now)
      const shared = latest?.moment === moment ? latest.shared : shareAt(moment, now)
      return shared !== undefined && isFreeOf(subject, shared.reserved)
        ? { ok: true, value: forPod(shared, subject) }
        : planFor(subject, now)
    },
  }
}

/** Times of one moment are written alike. Cheaper to come by than the text that is written. */
function momentOf(now: PlanContext['now']): string | number | undefined {
  return typeof now === 'object' ? Math.floor(now.getTime() / 1000) : now
}

interface SharedPlan {
  readonly sets: readonly EffectiveSet[]
  readonly profile: PlanContext['profile']
  /** Frozen. */
  readonly planned: PlannedInjection
  readonly reserved: ReservedNames
  /** What it comes to for Pods of different shapes. */
  readonly variants: Map<string, ReadyPlan>
}

/** A Pod without anything that a plan could depend on. */
const bareSubject: PodSubject = /* @__PURE__ */ deepFreeze({
  pod: {},
  name: '',
  namespace: '',
  namespaceToWrite: undefined,
  inactive: undefined,
  labels: {},
  annotations: {},
  containers: [],
  initContainers: [],
  volumes: [],
  imagePullSecrets: [],
})

/** undefined where no plan can be made: then each Pod gets the failure in words of its own. */
function sharePlan(sets: readonly EffectiveSet[], context: PlanContext): SharedPlan | undefined {
  const made = planInjection(bareSubject, sets, context)
  if (!made.ok) return undefined
  const planned = deepFreeze(made.value)
  const reserved = reserveNames(planned.plan, sets)
  return { sets, profile: context.profile, planned, reserved, variants: new Map() }
}

/** The same plan at another time, or undefined where that is no time: only the annotations with the hashes differ. */
function restamp(shared: SharedPlan, now: PlanContext['now']): SharedPlan | undefined {
  const { sets, profile, planned } = shared
  if (isEmptyPlan(planned.plan)) return shared
  const time = canonicalizeTime(now)
  if (time === undefined) return undefined
  const stamped = recordHashes(sets, noEarlierInjection, profileBehaviours[profile], time)
  const annotations = Object.freeze({ ...planned.plan.annotations, ...Object.fromEntries(stamped) })
  const plan = Object.freeze({ ...planned.plan, annotations })
  return { ...shared, planned: Object.freeze({ ...planned, plan }), variants: new Map() }
}

const noEarlierInjection: EarlierInjection = { entries: new Map(), entriesWithoutImage: new Map() }

function forPod({ planned, variants }: SharedPlan, subject: PodSubject): ReadyPlan {
  const key = `${shapeOf(subject.pod)}${subject.namespaceToWrite ?? ''}`
  const found = variants.get(key)
  if (found !== undefined) return found
  const made = deepFreeze(withPatch(subject.pod, withNamespace(planned, subject)))
  if (variants.size >= maxPatches) variants.clear()
  variants.set(key, made)
  return made
}

function withNamespace(planned: PlannedInjection, { namespaceToWrite }: PodSubject): PlannedInjection {
  if (namespaceToWrite === undefined || isEmptyPlan(planned.plan)) return planned
  return { ...planned, plan: { namespace: namespaceToWrite, ...planned.plan } }
}

function withPatch(pod: Pod, planned: PlannedInjection): ReadyPlan {
  return isEmptyPlan(planned.plan) ? { planned } : { planned, patch: renderPatch(pod, planned.plan) }
}

function takesNothingFromPods(sets: readonly EffectiveSet[]): boolean {
  return sets.every((set) => set.patchPodMetadata.length === 0 && set.templates.every(isStatic))
}
