import type { Pod } from '../manifest/api-types.js'
import { profiles } from '../profile.js'
import type { CompiledConfig } from './compile/compile-config.js'
import { authorizeTogether, builtOf, type JointVerdicts } from './decide/authorize-together.js'
import { findCandidates, inVisitingOrder } from './decide/candidates.js'
import { decide, withNearMiss } from './decide/decide.js'
import { decideUnreadable, isRuledOut } from './decide/decide-unreadable.js'
import { findExposedReferences, type ExposedReferences } from './decide/exposed-references.js'
import { mayHoldReferences } from './decide/held-references.js'
import { isOutOfQuestion } from './decide/match.js'
import { mirrorIssue, passOver } from './decide/passed-over.js'
import { setsOf, type Verdict } from './decide/verdict.js'
import { planInjection, type PlanContext } from './plan/plan-injection.js'
import { isEmptyPlan } from './plan/plan.js'
import { readPodBody, readPodHead, type PodHead, type PodSubject } from './pod.js'
import {
  combine,
  conclude,
  isFailed,
  refuseUnplanned,
  refuseUnreadable,
  untouched,
  withExposed,
  type PreparedInjection,
} from './prepared-injection.js'
import type { ExplainRequest } from './types.js'

/**
 * The decisions and the plan for one Pod: the whole of injection but for writing down what it came to.
 *
 * 1. What matters of the Pod is read. A wrong type refuses it.
 * 2. Each SidecarSet that can match is decided about: matched, its revision chosen, its references authorised.
 * 3. Those that apply are authorised together, since one may mount what another brings, and planned together.
 */
export function prepare(config: CompiledConfig, pod: Pod, request: ExplainRequest): PreparedInjection {
  if (isOtherRequest(request)) return untouched
  const head = readPodHead(pod, request, profiles[config.profile].injection)
  if (!head.ok) return { ...untouched, allowed: false, issues: head.issues }
  const { passedOver } = head.value
  if (passedOver !== undefined) return passOver(config, head.value, passedOver, request)
  return planFor(config, head.value, decideAll(config, head.value, request), request)
}

/** Whether the request neither creates nor updates a Pod: OpenKruise's webhook does not look at the Pod then. */
export function isOtherRequest({ operation }: ExplainRequest): boolean {
  return operation !== undefined && operation !== 'CREATE' && operation !== 'UPDATE'
}

/** The verdicts that matter, in visiting order; those on SidecarSets that cannot be read come last. */
function decideAll(config: CompiledConfig, head: PodHead, request: ExplainRequest): readonly Verdict[] {
  const verdicts: Verdict[] = []
  for (const set of inVisitingOrder(findCandidates(config, head), head, config)) {
    if (isOutOfQuestion(set, head)) continue
    const verdict = decide(set, head, config, request)
    if (matters(verdict)) verdicts.push(verdict)
  }
  for (const set of config.unreadable) {
    if (isRuledOut(set, head)) continue
    const verdict = decideUnreadable(set, head, config, request)
    if (matters(verdict)) verdicts.push(verdict)
  }
  return verdicts
}

/**
 * Plans for what was decided; a failure refuses the request. Almost no Pod has anything to do with objects of other
 * namespaces. Where one may have, the SidecarSets are authorised together first.
 */
export function planFor(
  config: CompiledConfig,
  head: PodHead,
  verdicts: readonly Verdict[],
  request: ExplainRequest,
): PreparedInjection {
  const sets = setsOf(verdicts)
  // A container of the Pod may show an object of another namespace although no SidecarSet is injected.
  const mayHold = request.operation !== 'UPDATE' && mayHoldReferences(head.pod, sets)
  if (verdicts.some(isFailed) || (sets.length === 0 && !mayHold)) return conclude(verdicts)
  const body = readPodBody(head)
  if (!body.ok) return sets.length === 0 ? conclude(verdicts) : refuseUnreadable(verdicts, body.issues)
  const { profile, sortsContainers } = config
  const { now } = request
  if (!mayHold) return planVerdicts(body.value, verdicts, { profile, now, sortsContainers })
  const joint = authorizeTogether(verdicts, body.value, config)
  const { building } = joint
  const prepared = planVerdicts(body.value, joint.verdicts, { profile, now, sortsContainers, building })
  return prepared.allowed
    ? withExposed(prepared, findExposed(config, head, joint), config.exposedReference)
    : prepared
}

function findExposed(
  { profile, exposedReference }: CompiledConfig,
  head: PodHead,
  joint: JointVerdicts,
): ExposedReferences {
  const severity = exposedReference === 'warn' ? 'warning' : 'error'
  const injected = { built: builtOf(joint.building), held: joint.held }
  return findExposedReferences(head, injected, profiles[profile].injection, severity)
}

function planVerdicts(
  subject: PodSubject,
  verdicts: readonly Verdict[],
  context: PlanContext,
): PreparedInjection {
  const sets = setsOf(verdicts)
  if (sets.length === 0 || verdicts.some(isFailed)) return conclude(verdicts)
  const decided = combine(verdicts)
  const planned = planInjection(subject, sets, context)
  if (!planned.ok) return refuseUnplanned(decided, planned.failure)
  const { plan, origins, issues } = planned.value
  const { decisions, references } = decided
  return {
    allowed: true,
    plan: isEmptyPlan(plan) ? undefined : plan,
    origins,
    decisions,
    references,
    issues: decided.issues.concat(issues, subject.isMirror ? [mirrorIssue(subject)] : []),
  }
}

/** Whether a SidecarSet is reported: all are that do more than not match. */
export function matters({ decision }: Verdict): boolean {
  return decision.outcome !== 'skipped' || decision.reason === 'unauthorized-reference'
}

/**
 * What was prepared, fit to be handed out: where nobody can tell whether a SidecarSet applies, with what would settle it.
 * Looking for that costs more than all the rest, and an admission answer does not say it.
 */
export function withNearMisses(
  prepared: PreparedInjection,
  config: CompiledConfig,
  pod: Pod,
  request: ExplainRequest,
): PreparedInjection {
  if (!prepared.decisions.some(({ reason }) => reason === 'namespace-unknown')) return prepared
  const head = readPodHead(pod, request, profiles[config.profile].injection)
  if (!head.ok) return prepared
  const sets = new Map(findCandidates(config, head.value).map((set) => [set.name, set]))
  const decisions = prepared.decisions.map((decision) => {
    const set = sets.get(decision.sidecarSet)
    return set === undefined ? decision : withNearMiss(decision, set, head.value, config)
  })
  return { ...prepared, decisions }
}
