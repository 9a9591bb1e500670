import type { Pod } from '../manifest/api-types.js'
import type { CompiledConfig } from './compile/compile-config.js'
import { explainInjection, type ExplainedInjection } from './explain.js'
import { identifyPod, readPodBody } from './pod.js'
import { findLaterPodFields } from './later-pod-fields.js'
import { emptyPlan } from './plan/plan.js'
import { findOrderDependence, type OrderSubject } from './order-dependence.js'
import { isVisitedFirst } from './inject.js'
import { traceInjection, type FinishedInjection } from './provenance/trace-injection.js'
import { renderPod } from './render-pod.js'
import type { InjectionReport } from './report-types.js'
import type { ExplainRequest } from './types.js'

/** What injection itself has to say for a report. */
export interface ReportedInjection {
  readonly report: Omit<InjectionReport, 'verdict' | 'notGiven'>
  /** The Pod as injection leaves it; as it was where it is refused. May share with the Pod that was given. */
  readonly after: Pod
  /** The namespace that the Pod counts as living in; empty where there is none. */
  readonly namespace: string
}
import { wordDecision, type Decision } from './decide/verdict.js'
import { wordReference } from '../reference/index.js'

/** Decides about every SidecarSet, plans, and says where each part of the plan comes from. */
export function reportInjection(
  config: CompiledConfig,
  pod: Pod,
  request: ExplainRequest,
): ReportedInjection {
  const explained = explainInjection(config, pod, request)
  const { decisions, prepared, decided } = explained
  const finished = finish(config, explained)
  const provenance = finished && traceInjection(finished)
  const id = identifyPod(pod, decided?.head.namespace ?? request.namespace)
  const undetermined = finished === undefined ? [] : findOrderDependence({ ...config, ...finished, pod: id })
  const dropped =
    prepared.plan === undefined ? [] : findLaterPodFields(pod, config.profile, id.namespace ?? '')
  const report = {
    profile: config.profile,
    pod: id,
    allowed: prepared.allowed,
    changed: prepared.plan !== undefined,
    decisions: decisions.map(wordDecision),
    ...(provenance === undefined ? {} : { provenance }),
    references: prepared.references.map(wordReference),
    issues: [...prepared.issues, ...dropped, ...undetermined],
  }
  const after = prepared.plan === undefined ? pod : renderPod(pod, prepared.plan)
  return { report, after, namespace: decided?.head.namespace ?? request.namespace ?? '' }
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
function isApplied({ outcome }: Decision): boolean {
  return outcome === 'injected' || outcome === 'metadata-only'
}
