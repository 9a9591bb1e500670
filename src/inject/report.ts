import type { Pod } from '../manifest/api-types.js'
import type { CompiledConfig } from './compile/compile-config.js'
import { explainInjection, type ExplainedInjection } from './explain.js'
import { identifyPod } from './pod/identify-pod.js'
import { emptyPlan } from './plan/plan.js'
import { readPodBody } from './pod/pod-subject.js'
import { setsOf } from './decide/verdict.js'
import { traceInjection } from './provenance/trace-injection.js'
import type { ExplainRequest, InjectionReport, SidecarSetDecision } from './types.js'

/** Decides about every SidecarSet, plans, and says where each part of the plan comes from. */
export function report(config: CompiledConfig, pod: Pod, request: ExplainRequest): InjectionReport {
  const explained = explainInjection(config, pod, request)
  const { decisions, prepared } = explained
  const provenance = trace(config, explained)
  return {
    profile: config.profile,
    pod: identifyPod(pod, explained.decided?.head.namespace ?? request.namespace),
    allowed: prepared.allowed,
    changed: prepared.plan !== undefined,
    decisions,
    ...(provenance === undefined ? {} : { provenance }),
    references: prepared.references,
    issues: prepared.issues,
  }
}

/** Also where nothing changes, since all that would be injected is there already. */
function trace(
  { profile }: CompiledConfig,
  { prepared, decided }: ExplainedInjection,
): InjectionReport['provenance'] {
  if (!prepared.allowed || decided === undefined) return undefined
  const taken = new Set(prepared.decisions.filter(isApplied).map(({ sidecarSet }) => sidecarSet))
  const sets = setsOf(decided.verdicts).filter(({ name }) => taken.has(name))
  const body = sets.length === 0 ? undefined : readPodBody(decided.head)
  if (body?.ok !== true) return undefined
  const plan = prepared.plan ?? emptyPlan
  return traceInjection({ subject: body.value, sets, plan, issues: prepared.issues, profile })
}

/** Looked at together with others, a SidecarSet may have been left out in the end. */
function isApplied({ outcome }: SidecarSetDecision): boolean {
  return outcome === 'injected' || outcome === 'metadata-only'
}
