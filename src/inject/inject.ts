import type { Issue } from '../issue/index.js'
import type { Pod } from '../manifest/api-types.js'
import { profiles, type ProfileName } from '../profile.js'
import type { DecidedReference } from '../reference/index.js'
import type { CompiledConfig } from './compile/compile-config.js'
import type { CompiledSet } from './compile/compiled-set.js'
import { authorizeTogether, builtOf, type JointVerdicts } from './decide/authorize-together.js'
import { decide, withNearMiss } from './decide/decide.js'
import { decideUnreadable, findExclusion, isRuledOut } from './decide/decide-unreadable.js'
import { findExposedReferences, type ExposedReferences } from './decide/exposed-references.js'
import { mayHoldReferences } from './decide/held-references.js'
import { isOutOfQuestion, matchSet } from './decide/match.js'
import { mirrorIssue, passedOverIssue } from './decide/passed-over.js'
import { describeReason } from './decide/reasons.js'
import { makeDecision, setsOf, type Decision, type Verdict } from './decide/verdict.js'
import type { PlanFailure } from './plan/plan-failure.js'
import { planInjection, type PlanContext, type PlanOrigins } from './plan/plan-injection.js'
import { isEmptyPlan, type InjectionPlan } from './plan/plan.js'
import {
  readPodBody,
  readPodHead,
  type PassedOver,
  type PodHead,
  type PodSubject,
  describeUnreadable,
} from './pod.js'
import type { ExplainRequest } from './types.js'

/**
 * What was decided about a Pod, and the plan. What is in it may be shared: it is put into words and copied before it is
 * handed out.
 */
export interface PreparedInjection {
  readonly allowed: boolean
  /** Absent where nothing is to be done. */
  readonly plan?: InjectionPlan | undefined
  /** What was planned was made of this; also there where nothing is to be done, since all is there already. */
  readonly origins?: PlanOrigins
  readonly decisions: readonly Decision[]
  readonly references: readonly DecidedReference[]
  readonly issues: readonly Issue[]
}

const untouched: PreparedInjection = { allowed: true, decisions: [], references: [], issues: [] }

/** The decisions and the plan for one Pod. */
export function prepare(config: CompiledConfig, pod: Pod, request: ExplainRequest): PreparedInjection {
  if (isOtherRequest(request)) return untouched
  const head = readPodHead(pod, request, profiles[config.profile].injection)
  if (!head.ok) return { ...untouched, allowed: false, issues: head.issues }
  const { passedOver } = head.value
  if (passedOver !== undefined) return passOver(config, head.value, passedOver, request)
  const verdicts: Verdict[] = []
  for (const set of inVisitingOrder(findCandidates(config, head.value), head.value, config)) {
    if (isOutOfQuestion(set, head.value)) continue
    const verdict = decide(set, head.value, config, request)
    if (matters(verdict)) verdicts.push(verdict)
  }
  for (const set of config.unreadable) {
    if (isRuledOut(set, head.value)) continue
    const verdict = decideUnreadable(set, head.value, config, request)
    if (matters(verdict)) verdicts.push(verdict)
  }
  return planFor(config, head.value, verdicts, request)
}

/** Whether the request neither creates nor updates a Pod: OpenKruise's webhook does not look at the Pod then. */
export function isOtherRequest({ operation }: ExplainRequest): boolean {
  return operation !== undefined && operation !== 'CREATE' && operation !== 'UPDATE'
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

/** Leaves a Pod alone, and says which SidecarSets it goes without. An UPDATE would not inject them anyway. */
export function passOver(
  config: CompiledConfig,
  head: PodHead,
  passedOver: PassedOver,
  { operation }: ExplainRequest,
): PreparedInjection {
  if (operation === 'UPDATE') return untouched
  const missed = findCandidates(config, head).filter(
    (set) => !isOutOfQuestion(set, head) && matchSet(set, head, config.namespaces).matched,
  )
  const maybe = config.unreadable.filter((set) => findExclusion(set, head, config) === undefined)
  const names = [...missed, ...maybe].map(({ name }) => name)
  const issue = passedOverIssue(head, passedOver, names)
  return issue === undefined ? untouched : { ...untouched, issues: [issue] }
}

/** The SidecarSets that the index does not rule out, in order of name. Labels of Namespaces count in some versions only. */
function findCandidates(config: CompiledConfig, { labels, namespace }: PodHead): readonly CompiledSet[] {
  const { matchesNamespaceSelector } = profiles[config.profile].injection
  const known = matchesNamespaceSelector ? config.namespaces.get(namespace) : undefined
  return config.index.candidates(labels, { name: namespace, labels: known })
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
  return prepared.allowed ? withExposed(prepared, findExposed(config, head, joint), config) : prepared
}

function isFailed({ decision }: Verdict): boolean {
  return decision.outcome === 'failed'
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

/** Whatever else the option may be, the Pod is refused. */
function withExposed(
  prepared: PreparedInjection,
  exposed: ExposedReferences,
  { exposedReference }: CompiledConfig,
): PreparedInjection {
  if (exposed.issues.length === 0) return prepared
  const issues = [...prepared.issues, ...exposed.issues]
  if (exposedReference === 'warn') return { ...prepared, issues }
  const detail = exposed.issues.map(({ message }) => message).join('; ')
  const decisions = prepared.decisions.map((decision) =>
    isPositive(decision) && exposed.broughtBy.has(decision.sidecarSet)
      ? makeDecision(decision.sidecarSet, 'failed', 'exposed-reference', { detail }, decision.revision)
      : afterFailure(decision, detail),
  )
  return { allowed: false, decisions, references: prepared.references, issues }
}

/** What was decided where nothing is to be planned: no SidecarSet goes into the Pod, or one fails the request. */
function conclude(verdicts: readonly Verdict[]): PreparedInjection {
  if (verdicts.length === 0) return untouched
  const decided = combine(verdicts)
  const failed = verdicts.find(isFailed)
  if (failed === undefined) return decided
  return refuse(
    decided,
    (decision) => afterFailure(decision, describeReason(failed.decision.reason, failed.decision.facts)),
    [],
  )
}

/** Puts verdicts together, in their order. */
function combine(verdicts: readonly Verdict[]): PreparedInjection {
  const [only] = verdicts
  if (verdicts.length === 1 && only !== undefined)
    return { allowed: true, decisions: [only.decision], references: only.references, issues: only.issues }
  return {
    allowed: true,
    decisions: verdicts.map(({ decision }) => decision),
    references: verdicts.flatMap(({ references }) => references),
    issues: verdicts.flatMap(({ issues }) => issues),
  }
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
  if (!planned.ok) {
    const { failure } = planned
    return refuse(decided, (decision) => blame(decision, failure), [failure.issue])
  }
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

function refuse(
  { decisions, references, issues }: PreparedInjection,
  change: (decision: Decision) => Decision,
  more: readonly Issue[],
): PreparedInjection {
  return { allowed: false, decisions: decisions.map(change), references, issues: [...issues, ...more] }
}

function refuseUnreadable(verdicts: readonly Verdict[], found: readonly Issue[]): PreparedInjection {
  const detail = describeUnreadable(found)
  return refuse(combine(verdicts), (decision) => unreadable(decision, detail), found)
}

/** Whether a SidecarSet is reported: all are that do more than not match. */
export function matters({ decision }: Verdict): boolean {
  return decision.outcome !== 'skipped' || decision.reason === 'unauthorized-reference'
}

/** By name; where the version does so, SidecarSets bound to the Pod's namespace come first. */
export function inVisitingOrder(
  sets: readonly CompiledSet[],
  head: PodHead,
  config: CompiledConfig,
): readonly CompiledSet[] {
  if (sets.length < 2 || !profiles[config.profile].injection.visitsBoundSetsFirst) return sets
  const isFirst = (set: CompiledSet): boolean => isVisitedFirst(set, head, config.profile)
  return [...sets.filter(isFirst), ...sets.filter((set) => !isFirst(set))]
}

/** Whether a SidecarSet comes before those that are bound to no namespace. */
export function isVisitedFirst(
  { boundTo }: CompiledSet,
  { namespace }: PodHead,
  profile: ProfileName,
): boolean {
  return profiles[profile].injection.visitsBoundSetsFirst && boundTo?.includes(namespace) === true
}

function unreadable(decision: Decision, detail: string): Decision {
  return isPositive(decision)
    ? makeDecision(decision.sidecarSet, 'failed', 'pod-unreadable', { detail })
    : decision
}

/** A decision once planning has failed: the SidecarSet that is the cause says why, nothing else was injected. */
function blame(decision: Decision, failure: PlanFailure): Decision {
  const isCause = failure.sidecarSet === decision.sidecarSet || failure.sidecarSet === undefined
  if (isCause && isPositive(decision))
    return makeDecision(decision.sidecarSet, 'failed', failure.reason, failure.facts, decision.revision)
  return afterFailure(decision, failure.issue.message)
}

/** A decision once the request has failed because of another SidecarSet. */
function afterFailure(decision: Decision, detail: string): Decision {
  if (!isPositive(decision)) return decision
  return makeDecision(decision.sidecarSet, 'skipped', 'request-failed', { detail }, decision.revision)
}

function isPositive(decision: Decision): boolean {
  return decision.outcome === 'injected' || decision.outcome === 'metadata-only'
}
