import { createIssueCollector, type FieldPath, type IssueCode } from '../../issue/index.js'
import type { ReferenceDecision } from '../../reference/index.js'
import { authorizeSet, type WantedReferences, suggestBindings } from './authorize.js'
import { chooseRevision, findBrokenRevision } from './revision.js'
import type { CompiledConfig } from '../compile/compile-config.js'
import type { CompiledSet } from '../compile/compiled-set.js'
import type { EffectiveSet } from '../compile/effective-set.js'
import { matchSet, type Match } from './match.js'
import { findNearMiss } from './find-near-miss.js'
import type { PodHead } from '../pod.js'
import { describeReason, type DecisionFacts, type ReasonCode, type RevisionFacts } from './reasons.js'
import type { ExplainRequest, SidecarSetDecision, SidecarSetOutcome } from '../types.js'
import type { Verdict } from './verdict.js'

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
  const make = (): Verdict =>
    match.matched
      ? settle(set, head, config, request)
      : negative(set, { ...match, facts: match.facts ?? {} }, config)
  return dependsOnPod(set, match) ? make() : config.memory.verdict(set, head.givenNamespace, make)
}

/** Whether Pods of one namespace that a SidecarSet's labels fit may get different answers. */
function dependsOnPod(set: CompiledSet, match: Match): boolean {
  if (match.matched) return set.choosesByPod
  return match.outcome !== 'unknown' || set.selector.unknownOperator !== undefined
}

/** An UPDATE injects nothing. Matching and the revision that the Pod has come first, and their failure counts. */
function isUpdate(request: ExplainRequest): boolean {
  return request.operation === 'UPDATE'
}

/** An UPDATE injects nothing. */
export function ignoreUpdate(sidecarSet: string): Verdict {
  const decision = makeDecision(sidecarSet, 'skipped', 'update-request', { name: 'UPDATE' })
  return { decision, references: [], issues: [] }
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
  decision: SidecarSetDecision,
  set: CompiledSet,
  head: PodHead,
  config: CompiledConfig,
): SidecarSetDecision {
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
  const { verdict, references, issues } = authorizeSet(
    wanted,
    { sidecarSet: set.name, podNamespace: head.givenNamespace },
    config.grants,
    config.unauthorizedReference,
  )
  const denied = factsOf(references, config)
  const decide = (outcome: SidecarSetOutcome, reason: ReasonCode, facts: DecisionFacts): SidecarSetDecision =>
    addSetFacts(makeDecision(set.name, outcome, reason, facts, effective.revision), set)
  if (verdict === 'inject') {
    const hasContainers = effective.templates.length > 0
    const decision = hasContainers
      ? decide('injected', 'matched', denied)
      : decide('metadata-only', 'no-containers', denied)
    const applied = { compiled: set, set: effective }
    return { decision, applied, references, issues: [...set.warnings(), ...issues] }
  }
  const outcome = verdict === 'refuse' ? 'failed' : 'skipped'
  const facts = { ...denied, detail: issues.map(({ message }) => message).join('; ') }
  return { decision: decide(outcome, 'unauthorized-reference', facts), references, issues }
}

/** What is denied, and what would grant it. Empty where nothing is denied, as for almost every Pod. */
function factsOf(references: readonly ReferenceDecision[], { grants }: CompiledConfig): DecisionFacts {
  const denied = references.filter(({ verdict }) => verdict === 'denied')
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
  readonly facts: DecisionFacts
  /** Where the mistake stands, if not where the reason commonly has it. */
  readonly path?: FieldPath
}

function negative(
  set: CompiledSet,
  { reason, facts, path, ...found }: Negative,
  config: CompiledConfig,
): Verdict {
  const outcome = found.outcome === 'unknown' && config.unknown === 'deny' ? 'failed' : found.outcome
  const decision = makeDecision(set.name, outcome, reason, facts)
  const issue = issueCodes[reason]
  if (issue === undefined) return { decision, references: [], issues: [] }
  const issues = createIssueCollector({ kind: 'SidecarSet', name: set.name }, path ?? issue.path)
  if (outcome === 'failed') issues.error(issue.code, decision.message)
  else issues.warning(issue.code, decision.message)
  return { decision, references: [], issues: issues.list }
}

export function makeDecision(
  sidecarSet: string,
  outcome: SidecarSetOutcome,
  reason: ReasonCode,
  facts: DecisionFacts = {},
  revision?: string,
): SidecarSetDecision {
  return {
    sidecarSet,
    outcome,
    reason,
    message: describeReason(reason, facts),
    ...(Object.keys(facts).length === 0 ? {} : { facts }),
    ...(revision === undefined ? {} : { revision }),
  }
}

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
