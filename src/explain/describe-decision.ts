import { adviseOn, describeReason, type RevisionFacts } from '../inject/decide/reasons.js'
import type { InjectionVerdict, RunningSidecars } from '../inject/report-types.js'
import type { SidecarSetDecision, SidecarSetOutcome } from '../inject/types.js'
import { isApplied } from '../report/decide-verdict.js'
import { formatYaml } from '../manifest/yaml.js'
import type { SidecarSetResourceBinding } from '../manifest/manifest-types.js'
import {
  listOfItems,
  name,
  type Block,
  type Inline,
  type Item,
  type Marker,
  type Tone,
} from '../text/document.js'
import type { ReportInput } from './report-input.js'

/** How a decision is shown: the sign, the word behind the SidecarSet's name, and its tone. */
export interface Status {
  readonly marker: Marker
  readonly text: string
  readonly tone: Tone
}

const outcomes: Readonly<Record<SidecarSetOutcome, Status>> = {
  failed: { marker: '!', text: 'fails', tone: 'bad' },
  unknown: { marker: '?', text: 'unknown', tone: 'unsure' },
  injected: { marker: '+', text: 'would be injected', tone: 'good' },
  'metadata-only': { marker: '+', text: 'would patch metadata', tone: 'good' },
  skipped: { marker: '-', text: 'not injected', tone: 'muted' },
}

const states: Readonly<Record<RunningSidecars['state'], Status>> = {
  'up-to-date': { marker: '+', text: 'injected', tone: 'good' },
  outdated: { marker: '~', text: 'outdated', tone: 'unsure' },
  missing: { marker: '!', text: 'missing', tone: 'bad' },
}

const stateSentences: Readonly<Record<RunningSidecars['state'], string>> = {
  'up-to-date': 'the Pod carries its sidecars as they are now',
  outdated: 'the Pod carries sidecars of an earlier state of it',
  missing: 'it is for the Pod, and the Pod was created without its sidecars',
}

/** Where the webhook is not called, or what comes out is refused, nothing would be injected. */
const previews: Partial<Readonly<Record<InjectionVerdict, Status>>> = {
  'already-injected': { marker: '+', text: 'injected', tone: 'good' },
  'not-called': { marker: '-', text: 'not injected', tone: 'muted' },
  'not-accepted': { marker: '!', text: 'not accepted', tone: 'bad' },
}

const previewSentences: Partial<Readonly<Record<InjectionVerdict, string>>> = {
  'already-injected': 'the Pod carries its sidecars',
  'not-called': 'it is for the Pod, and OpenKruise is not asked about Pods of this namespace',
  'not-accepted': 'it is for the Pod, and the API server would refuse what comes out',
}

/** How a decision is shown in a report: by where a Pod that exists stands, else by what would become of it. */
export function statusOf(
  { sidecarSet, outcome }: SidecarSetDecision,
  { running, verdict }: Pick<ReportInput, 'running' | 'verdict'>,
): Status {
  const stands = running?.sidecarSets.find((one) => one.sidecarSet === sidecarSet)
  if (stands !== undefined && outcome !== 'failed') return states[stands.state]
  return (
    (isApplied({ outcome }) && verdict !== undefined ? previews[verdict] : undefined) ?? outcomes[outcome]
  )
}

/** The order in which decisions are read: what stops everything, what is open, what is done, what is passed over. */
const readingOrder = Object.keys(outcomes) as readonly SidecarSetOutcome[]

/** Decisions in the order in which they are read: by outcome, then by how little it takes for the SidecarSet to match. */
export function inReadingOrder(decisions: readonly SidecarSetDecision[]): readonly SidecarSetDecision[] {
  const distance = ({ facts }: SidecarSetDecision): number => facts?.nearMiss?.changes.length ?? Infinity
  const nearer = (a: SidecarSetDecision, b: SidecarSetDecision): number =>
    distance(a) === distance(b) ? 0 : distance(a) - distance(b)
  return readingOrder.flatMap((outcome) =>
    decisions.filter((decision) => decision.outcome === outcome).sort(nearer),
  )
}

/** What a decision is shown with. */
interface DecisionContext {
  readonly input: ReportInput
  /** What came of it. */
  readonly parts: readonly Item[]
  /** Advice that the report has given before, which is not said again; added to. */
  readonly advised: Set<string>
}

/** A decision as a point: what, why, what would change it, what to do; and below, what came of it. */
export function describeDecision(decision: SidecarSetDecision, context: DecisionContext): Item {
  const { marker, text, tone } = statusOf(decision, context.input)
  const verdict: Inline = tone === 'muted' ? text : { text, tone }
  return {
    marker,
    line: [
      name(decision.sidecarSet),
      ' ',
      verdict,
      `: ${messageOf(decision, context.input)} `,
      { text: `[${decision.reason}]`, tone: 'muted' },
    ],
    children: listOfItems([...remarks(decision, context.advised), ...context.parts]),
  }
}

/** What made the request fail is said where it failed, and not again with every other SidecarSet. */
function messageOf(
  { sidecarSet, outcome, reason, message }: SidecarSetDecision,
  { running, verdict }: ReportInput,
): string {
  const stands = running?.sidecarSets.find((one) => one.sidecarSet === sidecarSet)
  if (stands !== undefined && outcome !== 'failed' && reason !== 'request-failed')
    return stateSentences[stands.state]
  if (isApplied({ outcome }) && verdict !== undefined && verdict in previewSentences)
    return previewSentences[verdict] ?? message
  return reason === 'request-failed' ? describeReason(reason) : message
}

function remarks({ outcome, reason, facts = {} }: SidecarSetDecision, advised: Set<string>): readonly Item[] {
  const advice = adviseOn(reason, facts)
  const isNew = advice !== undefined && !advised.has(advice)
  if (isNew) advised.add(advice)
  return [
    ...(facts.nearMiss === undefined ? [] : [{ line: [`it ${facts.nearMiss.message}`] }]),
    ...(facts.nearMiss?.hints ?? []).map(({ message }): Item => ({ line: [message] })),
    ...(facts.revision === undefined ? [] : [describeRevision(facts.revision, isApplied({ outcome }))]),
    ...(isNew ? [{ line: [`next: ${advice}`] }] : []),
    ...(facts.missingBindings ?? []).map(describeBinding),
  ]
}

function describeRevision(
  { revisionName, customVersion, policy, used }: RevisionFacts,
  isUsed: boolean,
): Item {
  const wanted =
    revisionName === undefined ? `custom version ${customVersion ?? ''}` : `revision ${revisionName}`
  const asks = `it asks for ${wanted}${policy === undefined ? '' : ` (policy ${policy})`}`
  if (used !== undefined) return { line: [`${asks}; ControllerRevision `, name(used), ' applies'] }
  return { line: [isUsed ? `${asks}; the SidecarSet as it is applies` : asks] }
}

function describeBinding(binding: SidecarSetResourceBinding): Item {
  const code: Block = { block: 'code', language: 'yaml', text: formatYaml(binding) }
  return { line: ['this binding would grant what no binding grants:'], children: [code] }
}
