import type { Pod } from '../../manifest/api-types.js'
import type { JsonPatchOperation } from '../../patch/index.js'
import { deepFreeze, isStatic } from '../compile/container-template.js'
import type { EffectiveSet } from '../compile/effective-set.js'
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
 * of a name that the plan has too. The time in the annotations changes it as well: of the plans made, the one for the
 * latest time is kept. Whatever else a Pod is, its plan is made for it alone.
 */
export function createPlanner(sets: readonly EffectiveSet[], context: Pick<PlanContext, 'profile'>): Planner {
  const planFor = (subject: PodSubject, now: PlanContext['now']): Step<ReadyPlan> => {
    const planned = planInjection(subject, sets, { ...context, now })
    return planned.ok ? { ok: true, value: withPatch(subject.pod, planned.value) } : planned
  }
  if (!takesNothingFromPods(sets)) return { plan: planFor }
  let latest: { readonly moment: string | number; readonly shared: SharedPlan | undefined } | undefined
  return {
    plan: (subject, now) => {
      const moment = momentOf(now)
      if (moment === undefined) return planFor(subject, now)
      if (latest?.moment !== moment) latest = { moment, shared: sharePlan(sets, context, now) }
      const { shared } = latest
      return shared !== undefined && isFreeOf(subject, shared.reserved)
        ? { ok: true, value: shared.forPod(subject) }
        : planFor(subject, now)
    },
  }
}

/** Times of one moment are written alike. Cheaper to come by than the text that is written. */
function momentOf(now: PlanContext['now']): string | number | undefined {
  return typeof now === 'object' ? Math.floor(now.getTime() / 1000) : now
}

interface SharedPlan {
  readonly reserved: ReservedNames
  forPod(subject: PodSubject): ReadyPlan
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
function sharePlan(
  sets: readonly EffectiveSet[],
  context: Pick<PlanContext, 'profile'>,
  now: PlanContext['now'],
): SharedPlan | undefined {
  const planned = planInjection(bareSubject, sets, { ...context, now })
  if (!planned.ok) return undefined
  const shared = deepFreeze(planned.value)
  const ready = new Map<string, ReadyPlan>()
  return {
    reserved: reserveNames(shared.plan, sets),
    forPod: (subject) => {
      const key = `${shapeOf(subject.pod)}${subject.namespaceToWrite ?? ''}`
      const found = ready.get(key)
      if (found !== undefined) return found
      const made = deepFreeze(withPatch(subject.pod, withNamespace(shared, subject)))
      if (ready.size >= maxPatches) ready.clear()
      ready.set(key, made)
      return made
    },
  }
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
