import { messageText } from '../../text/visible.js'
import type { DecisionFacts } from './reasons/facts.js'
import { failureReasons, type FailureReason } from './reasons/failure.js'
import { matchingReasons, type MatchingReason } from './reasons/matching.js'
import type { ReasonCatalog } from './reasons/reason.js'
import { requestReasons, type RequestReason } from './reasons/request.js'

export { describeRequirement } from './reasons/describe-mismatch.js'
export type { DecisionFacts, RevisionFacts } from './reasons/facts.js'
export type { Reason } from './reasons/reason.js'

/** Why a SidecarSet was injected into a Pod, or why not. The closed set. */
export type ReasonCode = MatchingReason | FailureReason | RequestReason

/** Every reason, with its sentence: the only place where they are worded. The documentation's table is made from it. */
export const reasonCatalog: ReasonCatalog<ReasonCode> = {
  ...matchingReasons,
  ...failureReasons,
  ...requestReasons,
}

/** The reason as a sentence without a full stop, made of the facts. */
export function describeReason(reason: ReasonCode, facts: DecisionFacts = {}): string {
  return messageText(reasonCatalog[reason].sentence(facts))
}

/**
 * What to do about a decision, as a sentence without a full stop; undefined where there is nothing to do.
 *
 * @example adviseOn('selector-empty') // 'give spec.selector a label that the Pods have; here, empty does not mean all'
 */
export function adviseOn(reason: ReasonCode, facts: DecisionFacts = {}): string | undefined {
  const advice = reasonCatalog[reason].advice?.(facts)
  return advice === undefined ? undefined : messageText(advice)
}
