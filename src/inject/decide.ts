import { createIssueCollector, type Issue, type IssueCode } from '../issue/index.js'
import type { ReferenceDecision } from '../reference/index.js'
import { authorizeSet, findBroughtReferences } from './authorize-set.js'
import { chooseRevision } from './choose-revision.js'
import type { CompiledConfig } from './compile-config.js'
import type { CompiledSet } from './compiled-set.js'
import type { EffectiveSet } from './effective-set.js'
import { matchSet } from './match.js'
import type { PodSubject } from './pod-subject.js'
import { describeReason, type DecisionFacts, type ReasonCode } from './reasons.js'
import type { InjectionRequest, SidecarSetDecision, SidecarSetOutcome } from './types.js'

/** What is known of one SidecarSet before anything is planned. */
export interface Verdict {
  readonly decision: SidecarSetDecision
  /** What goes into the Pod, where the SidecarSet applies. */
  readonly set?: EffectiveSet
  readonly references: readonly ReferenceDecision[]
  readonly issues: readonly Issue[]
}

/** Decides about one SidecarSet: does it match, which revision of it, and may it bring what its volumes refer to? */
export function decide(
  set: CompiledSet,
  subject: PodSubject,
  config: CompiledConfig,
  request: InjectionRequest,
): Verdict {
  const match = matchSet(set, subject, config.namespaces)
  if (!match.matched) return negative(set, match.outcome, match.reason, match.facts ?? {}, config)
  const { profile, revisions } = config
  const chosen = chooseRevision(set, { profile, revisions, labels: subject.labels, random: request.random })
  if (!chosen.ok) return negative(set, chosen.outcome, chosen.reason, chosen.facts, config)
  return authorize(set, chosen.set, subject, config)
}

function authorize(
  set: CompiledSet,
  effective: EffectiveSet,
  subject: PodSubject,
  config: CompiledConfig,
): Verdict {
  const { verdict, references, issues } = authorizeSet(
    findBroughtReferences(effective),
    { sidecarSet: set.name, podNamespace: subject.namespace },
    config.grants,
    config.unauthorizedReference,
  )
  if (verdict === 'inject') {
    const outcome = effective.templates.length > 0 ? 'injected' : 'metadata-only'
    const reason = outcome === 'injected' ? 'matched' : 'no-containers'
    const decision = makeDecision(set.name, outcome, reason, {}, effective.revision)
    return { decision, set: effective, references, issues: [...set.warnings(), ...issues] }
  }
  const outcome = verdict === 'refuse' ? 'failed' : 'skipped'
  const facts = { detail: issues.map(({ message }) => message).join('; ') }
  const decision = makeDecision(set.name, outcome, 'unauthorized-reference', facts, effective.revision)
  return { decision, references, issues }
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

function negative(
  set: CompiledSet,
  found: SidecarSetOutcome,
  reason: ReasonCode,
  facts: DecisionFacts,
  config: CompiledConfig,
): Verdict {
  const outcome = found === 'unknown' && config.unknown === 'deny' ? 'failed' : found
  const decision = makeDecision(set.name, outcome, reason, facts)
  const issue = issueCodes[reason]
  if (issue === undefined) return { decision, references: [], issues: [] }
  const issues = createIssueCollector({ kind: 'SidecarSet', name: set.name }, issue.path)
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
