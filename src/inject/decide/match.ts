import { selectsNamespace, type NamespaceLabels } from '../compile/namespace-labels.js'
import type { MatchTarget } from '../compile/unreadable-set.js'
import type { PodHead } from '../pod.js'
import type { DecisionFacts, ReasonCode } from './reasons.js'

/** Whether a SidecarSet is for a Pod. */
export type Match =
  | { readonly matched: true }
  | {
      readonly matched: false
      readonly outcome: 'skipped' | 'unknown' | 'failed'
      readonly reason: ReasonCode
      readonly facts?: DecisionFacts
    }

/** What matching reads of a Pod. */
export type MatchSubject = Pick<PodHead, 'labels' | 'namespace'>

const yes: Match = { matched: true }

/**
 * Matches a SidecarSet against a Pod.
 *
 * 1. A paused SidecarSet matches nothing.
 * 2. Its namespace, or namespaceSelector, must fit the Pod's namespace. Labels that are not given yield `unknown`.
 * 3. An unknown operator in the selector fails the request.
 * 4. A missing or empty selector matches nothing; otherwise all requirements must hold.
 */
export function matchSet(set: MatchTarget, subject: MatchSubject, namespaces: NamespaceLabels): Match {
  if (set.paused) return no('paused')
  const inNamespace = matchNamespace(set, subject, namespaces)
  if (!inNamespace.matched && inNamespace.outcome === 'skipped') return inNamespace
  const { unknownOperator } = set.selector
  if (unknownOperator !== undefined) {
    if (!inNamespace.matched) return inNamespace
    return {
      matched: false,
      outcome: 'failed',
      reason: 'unknown-operator',
      facts: { name: unknownOperator.operator },
    }
  }
  const onLabels = matchLabels(set, subject)
  return onLabels.matched ? inNamespace : onLabels
}

/**
 * Whether `matchSet` would certainly skip a SidecarSet, which it says in more words. Cheap: no reasons are made up for
 * the many that a Pod has nothing to do with.
 */
export function isOutOfQuestion(set: MatchTarget, subject: MatchSubject): boolean {
  if (set.paused || (set.namespace !== undefined && set.namespace !== subject.namespace)) return true
  return set.selector.unknownOperator === undefined && !set.selector.matches(subject.labels)
}

function matchNamespace(set: MatchTarget, subject: MatchSubject, namespaces: NamespaceLabels): Match {
  const { namespace } = subject
  if (set.namespace !== undefined && set.namespace !== namespace)
    return no('namespace-mismatch', { namespace, wantedNamespace: set.namespace })
  if (set.namespaceSelector === undefined) return yes
  const answer = selectsNamespace(set.namespaceSelector, namespace, namespaces)
  const { unknownOperator } = set.namespaceSelector
  switch (answer.answer) {
    case 'yes':
      return yes
    case 'no':
      return no('namespace-selector-mismatch', {
        namespace,
        ...(answer.mismatch === undefined ? {} : { mismatch: answer.mismatch }),
        ...(unknownOperator === undefined ? {} : { name: unknownOperator.operator }),
      })
    case 'unknown':
      return { matched: false, outcome: 'unknown', reason: 'namespace-unknown', facts: { namespace } }
  }
}

function matchLabels(set: MatchTarget, subject: MatchSubject): Match {
  if (set.selector.scope === 'nothing') return no('selector-empty')
  if (set.selector.matches(subject.labels)) return yes
  const mismatch = set.selector.firstMismatch(subject.labels)
  return no('selector-mismatch', mismatch === undefined ? {} : { mismatch })
}

function no(reason: ReasonCode, facts?: DecisionFacts): Match {
  return { matched: false, outcome: 'skipped', reason, ...(facts === undefined ? {} : { facts }) }
}
