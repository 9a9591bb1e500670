import type { Issue } from '../issue/index.js'
import type { DecidedReference } from '../reference/index.js'
import type { ExposedReferences } from './decide/exposed-references.js'
import { describeReason } from './decide/reasons.js'
import { makeDecision, type Decision, type Verdict } from './decide/verdict.js'
import type { PlanFailure } from './plan/plan-failure.js'
import type { PlanOrigins } from './plan/plan-injection.js'
import type { InjectionPlan } from './plan/plan.js'
import { describeUnreadable } from './pod.js'

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

/** Nothing is decided and nothing done. */
export const untouched: PreparedInjection = { allowed: true, decisions: [], references: [], issues: [] }

/** What was decided where nothing is to be planned: no SidecarSet goes into the Pod, or one fails the request. */
export function conclude(verdicts: readonly Verdict[]): PreparedInjection {
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
export function combine(verdicts: readonly Verdict[]): PreparedInjection {
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

/** Whether a SidecarSet fails the request. */
export function isFailed({ decision }: Verdict): boolean {
  return decision.outcome === 'failed'
}

/** No plan could be made. */
export function refuseUnplanned(decided: PreparedInjection, failure: PlanFailure): PreparedInjection {
  return refuse(decided, (decision) => blame(decision, failure), [failure.issue])
}

function refuse(
  { decisions, references, issues }: PreparedInjection,
  change: (decision: Decision) => Decision,
  more: readonly Issue[],
): PreparedInjection {
  return { allowed: false, decisions: decisions.map(change), references, issues: [...issues, ...more] }
}

export function refuseUnreadable(verdicts: readonly Verdict[], found: readonly Issue[]): PreparedInjection {
  const detail = describeUnreadable(found)
  return refuse(combine(verdicts), (decision) => unreadable(decision, detail), found)
}

/** Whatever else the option may be, the Pod is refused. */
export function withExposed(
  prepared: PreparedInjection,
  exposed: ExposedReferences,
  exposedReference: 'warn' | 'deny',
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
