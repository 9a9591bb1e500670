import type { Issue } from '../issue/index.js'
import type { Pod } from '../manifest/api-types.js'
import type { CompiledConfig } from './compile/compile-config.js'
import { explainInjection, type ExplainedInjection } from './explain.js'
import { identifyPod } from './pod.js'
import { findLaterPodFields } from './later-pod-fields.js'
import { emptyPlan } from './plan/plan.js'
import { findOrderDependence, type OrderSubject } from './order-dependence.js'
import { isVisitedFirst } from './decide/candidates.js'
import type { PlanOrigins } from './plan/plan-injection.js'
import { describeProvenance } from './provenance/provenance.js'
import { renderPod } from './render-pod.js'
import type { InjectionReport } from './report-types.js'
import type { ExplainRequest } from './types.js'

/** What injection itself has to say for a report. */
export interface ReportedInjection {
  readonly report: Omit<InjectionReport, 'verdict' | 'notGiven'>
  /** What the order of the SidecarSets decides: for the end of the issues. */
  readonly undetermined: readonly Issue[]
  /** The Pod as injection leaves it; as it was where it is refused. May share with the Pod that was given. */
  readonly after: Pod
  /** The namespace that the Pod counts as living in; empty where there is none. */
  readonly namespace: string
}
import { wordDecision } from './decide/verdict.js'
import { wordReference } from '../reference/index.js'

/** Decides about every SidecarSet, plans, and says where each part of the plan comes from. */
export function reportInjection(
  config: CompiledConfig,
  pod: Pod,
  request: ExplainRequest,
): ReportedInjection {
  const explained = explainInjection(config, pod, request)
  const { decisions, prepared, decided } = explained
  const { origins, plan = emptyPlan } = prepared
  const provenance = prepared.allowed && origins ? describeProvenance(plan, origins) : undefined
  const id = identifyPod(pod, decided?.head.namespace ?? request.namespace)
  const undetermined =
    provenance === undefined || origins === undefined
      ? []
      : findOrderDependence({ ...config, ...origins, groups: groupSets(origins, explained, config), pod: id })
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
    issues: [...prepared.issues, ...dropped],
  }
  const after = prepared.plan === undefined ? pod : renderPod(pod, prepared.plan)
  return { report, undetermined, after, namespace: decided?.head.namespace ?? request.namespace ?? '' }
}

/** The SidecarSets that were injected, in groups: the order within a group is undetermined. */
function groupSets(
  { sets, subject }: PlanOrigins,
  { decided }: ExplainedInjection,
  { profile }: CompiledConfig,
): OrderSubject['groups'] {
  const applied = decided?.verdicts.flatMap((verdict) => verdict.applied ?? []) ?? []
  const first = applied.filter(({ compiled }) => isVisitedFirst(compiled, subject, profile))
  const bound = new Set(first.map(({ set }) => set))
  return [sets.filter((set) => bound.has(set)), sets.filter((set) => !bound.has(set))]
}
