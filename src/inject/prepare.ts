import type { Issue } from '../issue/index.js'
import type { Pod } from '../manifest/api-types.js'
import type { JsonPatchOperation } from '../patch/index.js'
import type { ReferenceDecision } from '../reference/index.js'
import type { CompiledConfig } from './compile/compile-config.js'
import type { CompiledSet } from './compile/compiled-set.js'
import { decide, makeDecision } from './decide/decide.js'
import { isOutOfQuestion } from './decide/match.js'
import type { PlanFailure } from './plan/plan-failure.js'
import type { InjectionPlan } from './plan/plan.js'
import { readPodBody, readPodHead, type PodHead } from './pod/pod-subject.js'
import { profileBehaviours } from './profile-behaviour.js'
import { createPlanner, type ReadyPlan } from './plan/shared-plan.js'
import type { InjectionRequest, SidecarSetDecision } from './types.js'
import { describeUnreadable } from './pod/unreadable.js'
import { combine, type Combination } from './decide/verdict-memory.js'
import type { Verdict } from './decide/verdict.js'

/** Everything of a result but the Pod. */
export interface PreparedInjection {
  readonly allowed: boolean
  /** Absent where nothing is to be done. */
  readonly ready?: { readonly plan: InjectionPlan; readonly patch: readonly JsonPatchOperation[] } | undefined
  readonly decisions: readonly SidecarSetDecision[]
  readonly references: readonly ReferenceDecision[]
  readonly issues: readonly Issue[]
}

const untouched: PreparedInjection = Object.freeze({
  allowed: true,
  decisions: Object.freeze([]),
  references: Object.freeze([]),
  issues: Object.freeze([]),
})

/** The decisions and the plan for one Pod. */
export function prepare(config: CompiledConfig, pod: Pod, request: InjectionRequest): PreparedInjection {
  const head = readPodHead(pod, request, profileBehaviours[config.profile])
  if (!head.ok) return { ...untouched, allowed: false, issues: head.issues }
  if (head.value.inactive !== undefined) return untouched
  const candidates = findCandidates(config, head.value)
  if (candidates.length === 0) return untouched
  const ordered = inVisitingOrder(candidates, head.value, config)
  const verdicts: Verdict[] = []
  for (const set of ordered) {
    if (isOutOfQuestion(set, head.value)) continue
    const verdict = decide(set, head.value, config, request)
    if (matters(verdict)) verdicts.push(verdict)
  }
  return planFor(config, head.value, verdicts, request)
}

/** The SidecarSets that the index does not rule out, in order of name. Labels of Namespaces count in some versions only. */
function findCandidates(config: CompiledConfig, { labels, namespace }: PodHead): readonly CompiledSet[] {
  const { matchesNamespaceSelector } = profileBehaviours[config.profile]
  const known = matchesNamespaceSelector ? config.namespaces.get(namespace) : undefined
  return config.index.candidates(labels, { name: namespace, labels: known })
}

/** Plans for what was decided; a failure refuses the request. */
export function planFor(
  config: CompiledConfig,
  head: PodHead,
  verdicts: readonly Verdict[],
  request: InjectionRequest,
): PreparedInjection {
  if (verdicts.length === 0) return untouched
  const isRemembered = verdicts.every(({ settled }) => settled)
  const combination = isRemembered ? config.memory.combine(verdicts) : combineOnce(verdicts, config)
  const { decisions, references, issues, failed, planner } = combination
  if (failed !== undefined)
    return { allowed: false, decisions: afterFailure(decisions, failed.message), references, issues }
  if (planner === undefined) return { allowed: true, decisions, references, issues }
  const body = readPodBody(head)
  if (!body.ok) return unreadable(combination, body.issues)
  const planned = planner.plan(body.value, request.now)
  return planned.ok ? complete(combination, planned.value) : refused(combination, planned.failure)
}

/** Where a verdict depends on the Pod or on chance, there is nothing to remember. */
function combineOnce(verdicts: readonly Verdict[], { profile }: CompiledConfig): Combination {
  return combine(verdicts, (sets) => createPlanner(sets, { profile }))
}

function complete(combination: Combination, { planned, patch }: ReadyPlan): PreparedInjection {
  const { decisions, references } = combination
  const issues = planned.issues.length === 0 ? combination.issues : [...combination.issues, ...planned.issues]
  const ready = patch === undefined ? undefined : { plan: planned.plan, patch }
  return { allowed: true, ready, decisions, references, issues }
}

function refused({ decisions, references, issues }: Combination, failure: PlanFailure): PreparedInjection {
  const blamed = decisions.map((decision) => blame(decision, failure))
  return { allowed: false, decisions: blamed, references, issues: [...issues, failure.issue] }
}

function unreadable(
  { decisions, references, issues }: Combination,
  found: readonly Issue[],
): PreparedInjection {
  const detail = describeUnreadable(found)
  const failed = decisions.map((decision) =>
    isPositive(decision)
      ? makeDecision(decision.sidecarSet, 'failed', 'pod-unreadable', { detail })
      : decision,
  )
  return { allowed: false, decisions: failed, references, issues: [...issues, ...found] }
}

/** Whether a SidecarSet has to do with the Pod. One that simply does not match has not. */
export function matters({ decision }: Verdict): boolean {
  return decision.outcome !== 'skipped' || decision.reason === 'unauthorized-reference'
}

/** By name; where the version does so, SidecarSets bound to the Pod's namespace come first. */
export function inVisitingOrder(
  sets: readonly CompiledSet[],
  head: PodHead,
  config: CompiledConfig,
): readonly CompiledSet[] {
  if (sets.length < 2 || !profileBehaviours[config.profile].visitsBoundSetsFirst) return sets
  const isBound = (set: CompiledSet): boolean => set.boundTo?.includes(head.namespace) === true
  return [...sets.filter(isBound), ...sets.filter((set) => !isBound(set))]
}

function afterFailure(decisions: readonly SidecarSetDecision[], detail: string): SidecarSetDecision[] {
  return decisions.map((decision) => (decision.outcome === 'failed' ? decision : undone(decision, detail)))
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
