import type { CompiledSet } from '../compile/compiled-set.js'
import type { DecisionFacts, RevisionFacts } from './reasons.js'
import type { SidecarSetDecision } from '../types.js'

/**
 * Adds what is to be said about a SidecarSet that matches, whatever became of it: the revision it asks for and the one
 * that is taken, and what it uses that the profile does not have. The decision itself where there is nothing.
 */
export function addSetFacts(decision: SidecarSetDecision, set: CompiledSet): SidecarSetDecision {
  const found: DecisionFacts = { ...revisionFacts(set, decision), ...beyondProfile(set) }
  return Object.keys(found).length === 0 ? decision : { ...decision, facts: { ...decision.facts, ...found } }
}

function revisionFacts(set: CompiledSet, decision: SidecarSetDecision): DecisionFacts {
  const wanted = set.stored.spec.injectionStrategy?.revision
  if (wanted === undefined) return {}
  const revision: RevisionFacts = {
    ...(wanted.revisionName === undefined ? {} : { revisionName: wanted.revisionName }),
    ...(wanted.customVersion === undefined ? {} : { customVersion: wanted.customVersion }),
    ...(wanted.policy === undefined ? {} : { policy: wanted.policy }),
    ...(decision.revision === undefined ? {} : { used: decision.revision }),
  }
  return { revision }
}

function beyondProfile(set: CompiledSet): DecisionFacts {
  const beyond = set.warnings().filter(({ code }) => code === 'feature-beyond-profile')
  return beyond.length === 0 ? {} : { beyondProfile: beyond }
}
