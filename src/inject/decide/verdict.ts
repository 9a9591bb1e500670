import type { Issue } from '../../issue/index.js'
import type { DecidedReference } from '../../reference/index.js'
import type { CompiledSet } from '../compile/compiled-set.js'
import type { EffectiveSet } from '../compile/effective-set.js'
import type { SidecarSetDecision, SidecarSetOutcome } from '../types.js'
import { describeReason, type DecisionFacts, type ReasonCode } from './reasons.js'

/** A decision that nobody has put into words yet. A request may need thousands of these, and their words never. */
export type Decision = Omit<SidecarSetDecision, 'message'>

/** What is known of one SidecarSet before anything is planned. */
export interface Verdict {
  readonly decision: Decision
  /** The SidecarSet and what of it goes into the Pod, where it applies. */
  readonly applied?: { readonly compiled: CompiledSet; readonly set: EffectiveSet }
  readonly references: readonly DecidedReference[]
  readonly issues: readonly Issue[]
}

/** A verdict that says nothing but the decision. */
export function verdictOf(decision: Decision): Verdict {
  return { decision, references: none, issues: none }
}

const none: readonly never[] = Object.freeze([])

/** What goes into the Pod, in visiting order. */
export function setsOf(verdicts: readonly Verdict[]): readonly EffectiveSet[] {
  const sets: EffectiveSet[] = []
  for (const { applied } of verdicts) if (applied !== undefined) sets.push(applied.set)
  return sets
}

export function makeDecision(
  sidecarSet: string,
  outcome: SidecarSetOutcome,
  reason: ReasonCode,
  facts: DecisionFacts = {},
  revision?: string,
): Decision {
  const decision: { -readonly [Key in keyof Decision]: Decision[Key] } = { sidecarSet, outcome, reason }
  if (Object.keys(facts).length > 0) decision.facts = facts
  if (revision !== undefined) decision.revision = revision
  return decision
}

/** Puts a decision into words: they follow from its reason and facts. */
export function wordDecision({ sidecarSet, outcome, reason, ...more }: Decision): SidecarSetDecision {
  return { sidecarSet, outcome, reason, message: describeReason(reason, more.facts), ...more }
}
