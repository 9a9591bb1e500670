import { adviseOn, describeReason, type RevisionFacts } from '../inject/decide/reasons.js'
import type { SidecarSetDecision, SidecarSetOutcome } from '../inject/types.js'
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

const outcomes: Readonly<
  Record<SidecarSetOutcome, { readonly marker: Marker; readonly text: string; readonly tone: Tone }>
> = {
  failed: { marker: '!', text: 'failed', tone: 'bad' },
  unknown: { marker: '?', text: 'unknown', tone: 'unsure' },
  injected: { marker: '+', text: 'injected', tone: 'good' },
  'metadata-only': { marker: '+', text: 'metadata only', tone: 'good' },
  skipped: { marker: '-', text: 'not injected', tone: 'muted' },
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

/**
 * A decision as a point: what, why, what would change it, what to do; and below, what came of it.
 *
 * @param advised advice that the report has given before, which is not said again; added to
 */
export function describeDecision(
  decision: SidecarSetDecision,
  contributed: readonly Item[],
  advised: Set<string>,
): Item {
  const { sidecarSet, outcome, reason } = decision
  const { marker, text, tone } = outcomes[outcome]
  const verdict: Inline = tone === 'muted' ? text : { text, tone }
  return {
    marker,
    line: [
      name(sidecarSet),
      ' ',
      verdict,
      `: ${messageOf(decision)} `,
      { text: `[${reason}]`, tone: 'muted' },
    ],
    children: listOfItems([...remarks(decision, advised), ...contributed]),
  }
}

/** What made the request fail is said where it failed, and not again with every other SidecarSet. */
function messageOf({ reason, message }: SidecarSetDecision): string {
  return reason === 'request-failed' ? describeReason(reason) : message
}

function remarks({ outcome, reason, facts = {} }: SidecarSetDecision, advised: Set<string>): readonly Item[] {
  const advice = adviseOn(reason, facts)
  const isNew = advice !== undefined && !advised.has(advice)
  if (isNew) advised.add(advice)
  const isApplied = outcome === 'injected' || outcome === 'metadata-only'
  return [
    ...(facts.nearMiss === undefined ? [] : [{ line: [`it ${facts.nearMiss.message}`] }]),
    ...(facts.revision === undefined ? [] : [describeRevision(facts.revision, isApplied)]),
    ...(isNew ? [{ line: [`next: ${advice}`] }] : []),
    ...(facts.missingBindings ?? []).map(describeBinding),
  ]
}

function describeRevision(
  { revisionName, customVersion, policy, used }: RevisionFacts,
  isApplied: boolean,
): Item {
  const wanted =
    revisionName === undefined ? `custom version ${customVersion ?? ''}` : `revision ${revisionName}`
  const asks = `it asks for ${wanted}${policy === undefined ? '' : ` (policy ${policy})`}`
  if (used !== undefined) return { line: [`${asks}; ControllerRevision `, name(used), ' applies'] }
  return { line: [isApplied ? `${asks}; the SidecarSet as it is applies` : asks] }
}

function describeBinding(binding: SidecarSetResourceBinding): Item {
  const code: Block = { block: 'code', language: 'yaml', text: formatYaml(binding) }
  return { line: ['this binding would grant what no binding grants:'], children: [code] }
}
