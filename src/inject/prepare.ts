import type { Issue } from '../issue/index.js'
import type { Pod } from '../manifest/api-types.js'
import type { ReferenceDecision } from '../reference/index.js'
import type { CompiledConfig } from './compile-config.js'
import type { CompiledSet } from './compiled-set.js'
import { decide, makeDecision, type Verdict } from './decide.js'
import type { EffectiveSet } from './effective-set.js'
import { isEmptyPlan, type InjectionPlan } from './plan.js'
import type { PlanFailure } from './plan-failure.js'
import { planInjection } from './plan-injection.js'
import { readPod, type PodSubject } from './pod-subject.js'
import { profileBehaviours } from './profile-behaviour.js'
import type { ReasonCode } from './reasons.js'
import type { InjectionRequest, SidecarSetDecision } from './types.js'

/** Everything of a result but its two views of the plan. */
export interface PreparedInjection {
  readonly allowed: boolean
  /** Absent where nothing is to be done. */
  readonly plan?: InjectionPlan
  readonly decisions: readonly SidecarSetDecision[]
  readonly references: readonly ReferenceDecision[]
  readonly issues: readonly Issue[]
}

/** The decisions and the plan for one Pod. */
export function prepare(config: CompiledConfig, pod: Pod, request: InjectionRequest): PreparedInjection {
  const read = readPod(pod, request, profileBehaviours[config.profile])
  if (!read.ok) return { allowed: false, decisions: [], references: [], issues: read.issues }
  const { subject } = read
  if (whyUntouched(subject, request) !== undefined)
    return { allowed: true, decisions: [], references: [], issues: [] }
  const candidates = inVisitingOrder(config.index.candidates(subject.labels), subject, config)
  const verdicts = candidates.map((set) => decide(set, subject, config, request)).filter(matters)
  return planFor(config, subject, verdicts, request)
}

/** Plans for what was decided; a failure refuses the request. */
export function planFor(
  config: CompiledConfig,
  subject: PodSubject,
  verdicts: readonly Verdict[],
  request: InjectionRequest,
): PreparedInjection {
  const references = verdicts.flatMap((verdict) => verdict.references)
  const issues = verdicts.flatMap((verdict) => verdict.issues)
  const failed = verdicts.find(({ decision }) => decision.outcome === 'failed')
  if (failed !== undefined)
    return { allowed: false, decisions: afterFailure(verdicts, failed.decision.message), references, issues }
  const sets = verdicts.flatMap(({ set }): EffectiveSet[] => (set === undefined ? [] : [set]))
  if (sets.length === 0) return { allowed: true, decisions: decisionsOf(verdicts), references, issues }
  const planned = planInjection(subject, sets, { profile: config.profile, now: request.now })
  if (!planned.ok) {
    const decisions = decisionsOf(verdicts).map((decision) => blame(decision, planned.failure))
    return { allowed: false, decisions, references, issues: [...issues, planned.failure.issue] }
  }
  const { plan, issues: found } = planned.value
  const result = {
    allowed: true,
    decisions: decisionsOf(verdicts),
    references,
    issues: [...issues, ...found],
  }
  return isEmptyPlan(plan) ? result : { ...result, plan }
}

/** Why a Pod is left alone whatever the SidecarSets; undefined where it is not. */
export function whyUntouched(subject: PodSubject, request: InjectionRequest): ReasonCode | undefined {
  if (subject.inactive !== undefined) return 'pod-inactive'
  return (request.operation ?? 'CREATE') === 'CREATE' ? undefined : 'update-request'
}

/** Whether a SidecarSet has to do with the Pod. One that simply does not match has not. */
export function matters({ decision }: Verdict): boolean {
  return decision.outcome !== 'skipped' || decision.reason === 'unauthorized-reference'
}

/** By name; where the version does so, SidecarSets bound to the Pod's namespace come first. */
export function inVisitingOrder(
  sets: readonly CompiledSet[],
  subject: PodSubject,
  config: CompiledConfig,
): readonly CompiledSet[] {
  if (!profileBehaviours[config.profile].visitsBoundSetsFirst) return sets
  const isBound = (set: CompiledSet): boolean => set.boundTo?.includes(subject.namespace) === true
  return [...sets.filter(isBound), ...sets.filter((set) => !isBound(set))]
}

function decisionsOf(verdicts: readonly Verdict[]): SidecarSetDecision[] {
  return verdicts.map(({ decision }) => decision)
}

function afterFailure(verdicts: readonly Verdict[], detail: string): SidecarSetDecision[] {
  return decisionsOf(verdicts).map((decision) =>
    decision.outcome === 'failed' ? decision : undone(decision, detail),
  )
}

/** The decisions once planning has failed: the one to blame says why, nothing else was injected. */
function blame(decision: SidecarSetDecision, failure: PlanFailure): SidecarSetDecision {
  const isCause = failure.sidecarSet === decision.sidecarSet || failure.sidecarSet === undefined
  if (isCause && isPositive(decision))
    return makeDecision(decision.sidecarSet, 'failed', failure.reason, failure.facts, decision.revision)
  return undone(decision, failure.issue.message)
}

function undone(decision: SidecarSetDecision, detail: string): SidecarSetDecision {
  if (!isPositive(decision)) return decision
  return makeDecision(decision.sidecarSet, 'skipped', 'request-failed', { detail }, decision.revision)
}

function isPositive(decision: SidecarSetDecision): boolean {
  return decision.outcome === 'injected' || decision.outcome === 'metadata-only'
}
