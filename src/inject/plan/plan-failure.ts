import {
  createIssueCollector,
  type FieldPath,
  type Issue,
  type IssueCode,
  type ResourceId,
} from '../../issue/index.js'
import type { EffectiveSet } from '../compile/effective-set.js'
import type { PodSubject } from '../pod.js'
import type { DecisionFacts, ReasonCode } from '../decide/reasons.js'

/** Why no plan could be made. One failure refuses the whole request: nothing is half injected. */
export interface PlanFailure {
  /** The SidecarSet that failed; absent where the Pod or the caller is the cause. */
  readonly sidecarSet?: string
  readonly reason: ReasonCode
  readonly facts: DecisionFacts
  readonly issue: Issue
}

/** The result of a step of planning. */
export type Step<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: PlanFailure }

export function done<T>(value: T): Step<T> {
  return { ok: true, value }
}

/** A failure that a SidecarSet is to blame for. */
export function failedBySet(
  set: EffectiveSet,
  reason: ReasonCode & IssueCode,
  facts: DecisionFacts,
  path: FieldPath,
): Step<never> {
  const resource = { kind: 'SidecarSet', name: set.name }
  const issue = errorIssue(reason, facts.detail ?? reason, path, resource)
  return { ok: false, failure: { sidecarSet: set.name, reason, facts, issue } }
}

/** An annotation of the Pod that an earlier injection wrote, or somebody else, and that cannot be continued. */
export function unreadableAnnotation(subject: PodSubject, name: string, detail: string): Step<never> {
  const path = ['metadata', 'annotations', name]
  const issue = errorIssue('annotation-unreadable', `cannot be continued: ${detail}`, path, podId(subject))
  return { ok: false, failure: { reason: 'annotation-unreadable', facts: { name, detail }, issue } }
}

/** Something of the Pod that a sidecar takes over, and that is nested deeper than anything Kubernetes has. */
export function tooDeepToCopy(subject: PodSubject): Step<never> {
  const detail = 'what a sidecar takes over from a container is nested too deep'
  const issue = errorIssue('limit-exceeded', detail, ['spec', 'containers'], podId(subject))
  return { ok: false, failure: { reason: 'pod-unreadable', facts: { detail }, issue } }
}

/** The caller's mistake: a timestamp has to be written, and there is no time. */
export function missingNow(now: unknown): Step<never> {
  const given = now === undefined ? 'is not given' : 'is no RFC 3339 time'
  const issue = errorIssue(
    'missing-now',
    `now ${given}; the hash annotations carry the time of injection`,
    [],
  )
  return { ok: false, failure: { reason: 'missing-now', facts: {}, issue } }
}

function podId({ namespace, name }: PodSubject): ResourceId {
  return { kind: 'Pod', ...(namespace === '' ? {} : { namespace }), name }
}

function errorIssue(code: IssueCode, message: string, path: FieldPath, resource?: ResourceId): Issue {
  const issues = createIssueCollector(resource, path)
  issues.error(code, message)
  return issues.list[0] as Issue
}
