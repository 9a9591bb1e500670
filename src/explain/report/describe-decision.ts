import { adviseOn, type RevisionFacts } from '../../inject/reasons.js'
import type { SidecarSetDecision, SidecarSetOutcome } from '../../inject/types.js'
import { formatYaml } from '../../manifest/format-yaml.js'
import { listOfItems, name, type Block, type Inline, type Item, type Tone } from '../document/document.js'

const outcomes: Readonly<
  Record<SidecarSetOutcome, { readonly marker: string; readonly text: string; readonly tone: Tone }>
> = {
  failed: { marker: '!', text: 'failed', tone: 'bad' },
  unknown: { marker: '?', text: 'unknown', tone: 'unsure' },
  injected: { marker: '+', text: 'injected', tone: 'good' },
  'metadata-only': { marker: '+', text: 'metadata only', tone: 'good' },
  skipped: { marker: '-', text: 'not injected', tone: 'muted' },
}

/** The order in which decisions are read: what stops everything, what is open, what is done, what is passed over. */
const readingOrder = Object.keys(outcomes) as readonly SidecarSetOutcome[]

/** Decisions in the order in which they are read; those of one outcome keep theirs. */
export function inReadingOrder(decisions: readonly SidecarSetDecision[]): readonly SidecarSetDecision[] {
  return readingOrder.flatMap((outcome) => decisions.filter((decision) => decision.outcome === outcome))
}

/** A decision as a point: what, why, what would change it, what to do; and below, what came of it. */
export function describeDecision(decision: SidecarSetDecision, contributed: readonly Item[]): Item {
  const { sidecarSet, outcome, reason, message } = decision
  const { marker, text, tone } = outcomes[outcome]
  const verdict: Inline = tone === 'muted' ? text : { text, tone }
  return {
    marker,
    line: [name(sidecarSet), ' ', verdict, `: ${message} `, { text: `[${reason}]`, tone: 'muted' }],
    children: [...listOfItems([...remarks(decision), ...contributed]), ...bindings(decision)],
  }
}

function remarks({ reason, facts = {} }: SidecarSetDecision): readonly Item[] {
  const advice = adviseOn(reason, facts)
  return [
    ...(facts.nearMiss === undefined ? [] : [{ line: [`it ${facts.nearMiss.message}`] }]),
    ...(facts.revision === undefined ? [] : [describeRevision(facts.revision)]),
    ...(advice === undefined ? [] : [{ line: [`next: ${advice}`] }]),
  ]
}

function describeRevision({ revisionName, customVersion, policy, used }: RevisionFacts): Item {
  const wanted =
    revisionName === undefined ? `custom version ${customVersion ?? ''}` : `revision ${revisionName}`
  const how = policy === undefined ? '' : ` (policy ${policy})`
  return used === undefined
    ? { line: [`it asks for ${wanted}${how}; the SidecarSet as it is applies here`] }
    : { line: [`it asks for ${wanted}${how}; ControllerRevision `, name(used), ' applies here'] }
}

function bindings({ facts }: SidecarSetDecision): readonly Block[] {
  const missing = facts?.missingBindings ?? []
  return missing.map((binding) => ({ block: 'code', language: 'yaml', text: formatYaml(binding) }))
}
