import type { Pod } from '../manifest/api-types.js'
import type { CompiledConfig } from './compile/compile-config.js'
import { explainInjection, type ExplainedInjection } from './explain.js'
import { identifyPod, readPodBody } from './pod.js'
import { emptyPlan } from './plan/plan.js'
import { findOrderDependence, type OrderSubject } from './order-dependence.js'
import { isVisitedFirst } from './inject.js'
import { traceInjection, type FinishedInjection } from './provenance/trace-injection.js'
import type { ExplainRequest, InjectionReport, SidecarSetDecision } from './types.js'

/** Decides about every SidecarSet, plans, and says where each part of the plan comes from. */
export function report(config: CompiledConfig, pod: Pod, request: ExplainRequest): InjectionReport {
  const explained = explainInjection(config, pod, request)
  const { decisions, prepared } = explained
  const finished = finish(config, explained)
  const provenance = finished && traceInjection(finished)
  const id = identifyPod(pod, explained.decided?.head.namespace ?? request.namespace)
  const undetermined = finished === undefined ? [] : findOrderDependence({ ...config, ...finished, pod: id })
  return {
    profile: config.profile,
    pod: id,
    allowed: prepared.allowed,
    changed: prepared.plan !== undefined,
    decisions,
    ...(provenance === undefined ? {} : { provenance }),
    references: prepared.references,
    issues: [...prepared.issues, ...undetermined],
  }
}

/** What was injected, in which groups. Also where nothing changes, since all that would be injected is there already. */
function finish(
  { profile }: CompiledConfig,
  { prepared, decided }: ExplainedInjection,
): (FinishedInjection & Pick<OrderSubject, 'groups'>) | undefined {
  if (!prepared.allowed || decided === undefined) return undefined
  const taken = new Set(prepared.decisions.filter(isApplied).map(({ sidecarSet }) => sidecarSet))
  const applied = decided.verdicts
    .flatMap((verdict) => verdict.applied ?? [])
    .filter(({ set }) => taken.has(set.name))
  const body = applied.length === 0 ? undefined : readPodBody(decided.head)
  if (body?.ok !== true) return undefined
  const plan = prepared.plan ?? emptyPlan
  const sets = applied.map(({ set }) => set)
  const bound = applied
    .filter(({ compiled }) => isVisitedFirst(compiled, body.value, profile))
    .map(({ set }) => set)
  const groups = [bound, sets.filter((set) => !bound.includes(set))]
  return { subject: body.value, sets, groups, plan, issues: prepared.issues, profile }
}

/** Looked at together with others, a SidecarSet may have been left out in the end. */
function isApplied({ outcome }: SidecarSetDecision): boolean {
  return outcome === 'injected' || outcome === 'metadata-only'
}
