import { profiles } from '../profile.js'
import type { Pod } from '../manifest/api-types.js'
import { textAt } from '../read/index.js'
import { findContradiction } from '../selector/index.js'
import { hashAnnotation } from '../sidecarset/annotation-names.js'
import type { CompiledConfig } from './compile/compile-config.js'
import type { CompiledSet } from './compile/compiled-set.js'
import { decide, withNearMiss } from './decide/decide.js'
import { decideUnreadable } from './decide/decide-unreadable.js'
import { findNearMiss } from './decide/find-near-miss.js'
import { findNearBindings } from './decide/near-bindings.js'
import { readPodHead, type PodHead, describeUnreadable } from './pod.js'
import { readHashEntries } from './plan/hash-entries.js'
import { isOtherRequest, matters, planFor } from './inject.js'
import { inVisitingOrder } from './decide/candidates.js'
import { passOver } from './decide/passed-over.js'
import type { PreparedInjection } from './prepared-injection.js'
import type { DecisionFacts, ReasonCode } from './decide/reasons.js'
import type { ExplainRequest, SidecarSetDecision, SidecarSetOutcome } from './types.js'
import { makeDecision, wordDecision, type Decision, type Verdict } from './decide/verdict.js'

/** An injection in which no SidecarSet is passed over. */
export interface ExplainedInjection {
  /** One for every SidecarSet, in visiting order; those that cannot be read come last. */
  readonly decisions: readonly Decision[]
  /** What `inject` gets. */
  readonly prepared: PreparedInjection
  /** What was read of the Pod and decided before planning; absent where the Pod is left alone or cannot be read. */
  readonly decided?: { readonly head: PodHead; readonly verdicts: readonly Verdict[] }
}

/** One decision for every SidecarSet, whether it mattered or not, with all the facts there are. */
export function explain(
  config: CompiledConfig,
  pod: Pod,
  request: ExplainRequest,
): readonly SidecarSetDecision[] {
  return explainInjection(config, pod, request).decisions.map(wordDecision)
}

/**
 * Decides and plans as `inject` does, and says what became of every SidecarSet. The two cannot disagree: they share
 * every step, and this one only adds facts.
 */
export function explainInjection(
  config: CompiledConfig,
  pod: Pod,
  request: ExplainRequest,
): ExplainedInjection {
  const nothing = { allowed: true, decisions: [], references: [], issues: [] }
  if (isOtherRequest(request)) {
    const decisions = decideAlike(config, 'skipped', 'other-request', { name: request.operation ?? '' })
    return { decisions, prepared: nothing }
  }
  const head = readPodHead(pod, request, profiles[config.profile].injection)
  if (!head.ok) {
    const detail = describeUnreadable(head.issues)
    const decisions = decideAlike(config, 'unknown', 'pod-unreadable', { detail })
    return { decisions, prepared: { ...nothing, allowed: false, issues: head.issues } }
  }
  const { passedOver } = head.value
  if (passedOver !== undefined) {
    const { reason, name } = passedOver
    return {
      decisions: decideAlike(config, 'skipped', reason, { name }),
      prepared: passOver(config, head.value, passedOver, request),
    }
  }
  const sets = inVisitingOrder(config.sets, head.value, config)
  const readable = sets.map((set) => decide(set, head.value, config, request))
  const unreadable = config.unreadable.map((set) => decideUnreadable(set, head.value, config, request))
  const verdicts = [...readable, ...unreadable]
  const prepared = planFor(config, head.value, verdicts.filter(matters), {
    ...request,
    now: recordedTime(pod) ?? anyTime,
  })
  const final = new Map(prepared.decisions.map((decision) => [decision.sidecarSet, decision]))
  const decisions = verdicts.map(({ decision }, index) => {
    const set = sets[index]
    const last = final.get(decision.sidecarSet) ?? decision
    return set === undefined ? last : addFacts(last, set, head.value, config)
  })
  return { decisions, prepared, decided: { head: head.value, verdicts } }
}

/** Nothing that is said shows a time, so any will do where none is recorded. */
const anyTime = '1970-01-01T00:00:00Z'

/** The time of an earlier injection. With it, injecting the same again is no change, as it would be at that time. */
function recordedTime(pod: Pod): string | undefined {
  const read = readHashEntries(textAt(pod, 'metadata', 'annotations', hashAnnotation))
  if (!read.ok) return undefined
  const [entry] = read.entries.values()
  return entry?.updateTimestamp ?? undefined
}

function decideAlike(
  config: CompiledConfig,
  outcome: SidecarSetOutcome,
  reason: ReasonCode,
  facts: DecisionFacts,
): readonly Decision[] {
  return [...config.sets, ...config.unreadable].map(({ name }) => makeDecision(name, outcome, reason, facts))
}

/** The reasons for being passed over that other labels, or another namespace, would do away with. */
const matchingFails: ReadonlySet<ReasonCode> = new Set([
  'paused',
  'namespace-mismatch',
  'namespace-selector-mismatch',
  'selector-mismatch',
])

/** `inject` passes over what does not match; here, it gets the facts that only this answer has. */
function addFacts(decision: Decision, set: CompiledSet, head: PodHead, config: CompiledConfig): Decision {
  if (decision.facts?.deniedReferences !== undefined) return withNearBindings(decision, config)
  if (!matchingFails.has(decision.reason)) return withNearMiss(decision, set, head, config)
  const { sidecarSet, outcome, reason, facts } = decision
  return makeDecision(sidecarSet, outcome, reason, { ...facts, ...whatWouldMatch(set, head, config) })
}

/** Where references are denied, the bindings that nearly grant them. */
function withNearBindings(decision: Decision, { grants }: CompiledConfig): Decision {
  const nearMiss = findNearBindings(decision.facts?.deniedReferences ?? [], grants)
  return nearMiss === undefined ? decision : { ...decision, facts: { ...decision.facts, nearMiss } }
}

function whatWouldMatch(set: CompiledSet, head: PodHead, config: CompiledConfig): DecisionFacts {
  const nearMiss = findNearMiss(set, head, config)
  if (nearMiss !== undefined) return { nearMiss }
  const { selector } = set.stored.spec
  const contradiction = selector === undefined ? undefined : findContradiction(selector)
  return contradiction === undefined ? {} : { contradiction }
}
