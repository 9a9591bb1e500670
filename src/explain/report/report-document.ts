import { formatResourceId, toFieldPath, type Issue, type IssueCode } from '../../issue/index.js'
import {
  listOfItems,
  name,
  type Block,
  type Document,
  type Inline,
  type Item,
  type Line,
} from '../document/document.js'
import { describeBookkeeping, describeContribution } from './describe-contribution.js'
import { describeDecision, inReadingOrder } from './describe-decision.js'
import { describeOverride } from './describe-override.js'
import type { ReportInput } from './report-input.js'
import { describeVerdict } from './describe-verdict.js'

/** The report as a document: what it is about, the verdict, every SidecarSet, what was overridden, and the issues. */
export function reportDocument(input: ReportInput): Document {
  const contributions = input.provenance?.contributions ?? []
  const decisions = inReadingOrder(input.decisions).map((decision) => {
    const own = contributions.filter(({ sidecarSet }) => sidecarSet === decision.sidecarSet)
    return describeDecision(
      decision,
      own.flatMap((contribution) => describeContribution(contribution, input.references)),
    )
  })
  return [
    ...title(input),
    { block: 'paragraph', line: describeVerdict(input) },
    ...section('SidecarSets', decisions),
    ...section('Overridden', (input.provenance?.overrides ?? []).map(describeOverride)),
    ...section('Bookkeeping', describeBookkeeping(input.provenance?.bookkeeping ?? [])),
    ...section('Issues', issuesLeft(input).map(describeIssue)),
  ]
}

function title({ workload, pod, profile }: ReportInput): readonly Block[] {
  const subject = workload ?? pod
  if (subject === undefined) return []
  const { kind, ...id } = subject
  const version: Line = profile === undefined ? [] : [` (OpenKruise ${profile})`]
  // Only what a name begins with can end in a dash: the API server appends to it.
  const shown = id.name.endsWith('-') ? `${id.name}*` : id.name
  const path = [id.namespace, shown].filter((part) => part !== undefined && part !== '').join('/')
  const line: Line = [workload === undefined ? `${kind} ` : `Pods of ${kind} `, name(path), ...version]
  return [{ block: 'title', line }]
}

function section(heading: string, items: readonly Item[]): readonly Block[] {
  return items.length === 0 ? [] : [{ block: 'heading', line: [heading] }, ...listOfItems(items)]
}

/** Issues that the provenance tells in other words. */
const toldAsOverride: ReadonlySet<IssueCode> = new Set([
  'container-replaced',
  'volume-shadowed',
  'mount-dropped',
])

/**
 * The issues that are not said elsewhere in the report: as the reason of a decision, or as something overridden. Mere
 * decisions have no issues of their own; what their SidecarSets use and the profile does not have is one all the same.
 */
function issuesLeft({ allowed, decisions, provenance, issues }: ReportInput): readonly Issue[] {
  const all = allowed === undefined ? decisions.flatMap(({ facts }) => facts?.beyondProfile ?? []) : issues
  const isTold = ({ code, message, resource }: Issue): boolean =>
    (provenance !== undefined && toldAsOverride.has(code)) ||
    decisions.some(
      (decision) =>
        decision.message.includes(message) ||
        (decision.reason === code &&
          (resource?.kind !== 'SidecarSet' || resource.name === decision.sidecarSet)),
    )
  return all.filter((issue) => !isTold(issue))
}

function describeIssue({ severity, message, path, resource, code }: Issue): Item {
  const where = [resource === undefined ? '' : formatResourceId(resource), toFieldPath(path)].filter(
    (part) => part !== '',
  )
  const place: Inline[] = where.flatMap((part): Inline[] => [' ', name(part)])
  const tones = { error: 'bad', warning: 'unsure', info: 'muted' } as const
  const markers = { error: '!', warning: '*', info: '-' } as const
  return {
    marker: markers[severity],
    line: [
      { text: severity, tone: tones[severity] },
      ...place,
      `: ${message} `,
      { text: `[${code}]`, tone: 'muted' },
    ],
  }
}
