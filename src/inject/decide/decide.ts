import type { FieldPath, Issue, IssueCode } from '../../issue/index.js'
import { authorizeSet, suggestBindings, type Authorization, type WantedReferences } from './authorize.js'
import { chooseRevision, findBrokenRevision } from './revision.js'
import type { CompiledConfig } from '../compile/compile-config.js'
import type { CompiledSet } from '../compile/compiled-set.js'
import type { EffectiveSet } from '../compile/effective-set.js'
import { matchSet } from './match.js'
import { findNearMiss } from './find-near-miss.js'
import type { PodHead } from '../pod.js'
import { describeReason, type DecisionFacts, type ReasonCode, type RevisionFacts } from './reasons.js'
import type { ExplainRequest, SidecarSetOutcome } from '../types.js'
import { makeDecision, verdictOf, type Decision, type Verdict } from './verdict.js'

/** Decides about one SidecarSet: does it match, which revision of it, and may it bring what its volumes refer to? */
export function decide(
  set: CompiledSet,
  head: PodHead,
  config: CompiledConfig,
  request: ExplainRequest,
): Verdict {
  const match = matchSet(set, head, config.namespaces)
  if (isUpdate(request) && match.matched) {
    const broken = findBrokenRevision(set, head, config)
    return broken === undefined ? ignoreUpdate(set.name) : negative(set, broken, config)
  }
  if (isUpdate(request) && !match.matched && match.outcome !== 'failed') return ignoreUpdate(set.name)
  return match.matched ? settle(set, head, config, request) : negative(set, match, config)
}

/** An UPDATE injects nothing. Matching and the revision that the Pod has come first, and their failure counts. */
function isUpdate(request: ExplainRequest): boolean {
  return request.operation === 'UPDATE'
}

/** An UPDATE injects nothing. */
export function ignoreUpdate(sidecarSet: string): Verdict {
  return verdictOf(makeDecision(sidecarSet, 'skipped', 'update-request', { name: 'UPDATE' }))
}

/** Decides about a SidecarSet that matches. */
function settle(set: CompiledSet, head: PodHead, config: CompiledConfig, request: ExplainRequest): Verdict {
  const { profile, revisions } = config
  const chosen = chooseRevision(set, { profile, revisions, labels: head.labels, random: request.random })
  if (chosen.ok) return authorize(set, chosen.set, chosen.set.brought(), head, config)
  const verdict = negative(set, chosen, config)
  return { ...verdict, decision: addSetFacts(verdict.decision, set) }
}

/** Adds what would settle the question where nobody can tell. Only who hands a decision out needs it. */
export function withNearMiss(
  decision: Decision,
  set: CompiledSet,
  head: PodHead,
  config: CompiledConfig,
): Decision {
  if (decision.reason !== 'namespace-unknown') return decision
  const nearMiss = findNearMiss(set, head, config)
  return nearMiss === undefined ? decision : { ...decision, facts: { ...decision.facts, nearMiss } }
}

/**
 * Decides whether a SidecarSet that matches may be injected.
 *
 * @param wanted what its containers would see of other namespaces: of its own volumes, or by way of others too
 */
export function authorize(
  set: CompiledSet,
  effective: EffectiveSet,
  wanted: WantedReferences,
  head: PodHead,
  config: CompiledConfig,
): Verdict {
  const authorization = authorizeSet(
    wanted,
    { sidecarSet: set.name, podNamespace: head.givenNamespace },
    config.grants,
    config.unauthorizedReference,
  )
  const { verdict, references, issues } = authorization
  const denied = factsOf(authorization, config)
  const decide = (outcome: SidecarSetOutcome, reason: ReasonCode, facts: DecisionFacts): Decision =>
    addSetFacts(makeDecision(set.name, outcome, reason, facts, effective.revision), set)
  if (verdict === 'inject') {
    const hasContainers = effective.templates.length > 0
    const decision = hasContainers
      ? decide('injected', 'matched', denied)
      : decide('metadata-only', 'no-containers', denied)
    const applied = { compiled: set, set: effective }
    const warnings = set.warnings()
    return {
      decision,
      applied,
      references,
      issues: issues.length === 0 ? warnings : [...warnings, ...issues],
    }
  }
  const outcome = verdict === 'refuse' ? 'failed' : 'skipped'
  const facts = { ...denied, detail: issues.map(({ message }) => message).join('; ') }
  return { decision: decide(outcome, 'unauthorized-reference', facts), references, issues }
}

/** What is denied, and what would grant it. Empty where nothing is denied, as for almost every Pod. */
function factsOf({ denied }: Authorization, { grants }: CompiledConfig): DecisionFacts {
  if (denied.length === 0) return {}
  // Without a namespace of the Pod no binding helps.
  const bindable = denied.filter(({ reason }) => reason !== 'no-namespace')
  return { deniedReferences: denied, missingBindings: suggestBindings(bindable, grants) }
}

/** Issue codes of the reasons that deserve one. The others are answers, not findings. */
const issueCodes: Readonly<
  Partial<Record<ReasonCode, { readonly code: IssueCode; readonly path: readonly string[] }>>
> = {
  'unknown-operator': { code: 'unknown-operator', path: ['spec', 'selector', 'matchExpressions'] },
  'namespace-unknown': { code: 'namespace-unknown', path: ['spec', 'namespaceSelector'] },
  'revision-not-found': { code: 'revision-not-found', path: ['spec', 'injectionStrategy', 'revision'] },
  'revision-invalid': { code: 'revision-invalid', path: ['spec', 'injectionStrategy', 'revision'] },
  'revision-undecided': { code: 'revision-undecided', path: ['spec', 'injectionStrategy', 'revision'] },
}

/** Why a SidecarSet is not injected, before anything is planned. */
interface Negative {
  readonly outcome: SidecarSetOutcome
  readonly reason: ReasonCode
  readonly facts?: DecisionFacts
  /** Where the mistake stands, if not where the reason commonly has it. */
  readonly path?: FieldPath
}

function negative(set: CompiledSet, negative: Negative, config: CompiledConfig): Verdict {
  const { reason, facts } = negative
  const outcome = negative.outcome === 'unknown' && config.unknown === 'deny' ? 'failed' : negative.outcome
  const verdict = verdictOf(makeDecision(set.name, outcome, reason, facts))
  const found = issueCodes[reason]
  if (found === undefined) return verdict
  const issue: Issue = {
    code: found.code,
    severity: outcome === 'failed' ? 'error' : 'warning',
    message: describeReason(reason, facts),
    path: negative.path ?? found.path,
    resource: { kind: 'SidecarSet', name: set.name },
  }
  return { ...verdict, issues: [issue] }
}

/**
 * Adds what is to be said about a SidecarSet that matches, whatever became of it: the revision it asks for and the one
 * that is taken, and what it uses that the profile does not have. The decision itself where there is nothing.
 */
function addSetFacts(decision: Decision, set: CompiledSet): Decision {
  if (set.stored.spec.injectionStrategy?.revision === undefined && set.warnings().length === 0)
    return decision
  const found: DecisionFacts = { ...revisionFacts(set, decision), ...beyondProfile(set) }
  return Object.keys(found).length === 0 ? decision : { ...decision, facts: { ...decision.facts, ...found } }
}

function revisionFacts(set: CompiledSet, decision: Decision): DecisionFacts {
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
