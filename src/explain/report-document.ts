import { formatResourceId, toFieldPath, type Issue, type IssueCode } from '../issue/index.js'
import {
  limitItems,
  name,
  nameList,
  section,
  type Block,
  type Document,
  type Inline,
  type Item,
  type Line,
} from '../text/document.js'
import type { ReasonCode } from '../inject/decide/reasons.js'
import { describeContribution } from './describe-contribution.js'
import { describeDecision, inReadingOrder } from './describe-decision.js'
import { describeOverride } from './describe-override.js'
import type { ReportInput } from './report-input.js'
import { describeVerdict } from './describe-verdict.js'

/** How much of a report is shown. */
export interface ReportDetail {
  /** Whether every container says which of its variables OpenKruise adds. */
  readonly verbose: boolean
  /** How many points each list has. */
  readonly limit: number
}

/** The report as a document: what it is about, the verdict, every SidecarSet, what was overridden, and the issues. */
export function reportDocument(input: ReportInput, detail: ReportDetail): Document {
  const { limit } = detail
  const overrides = (input.provenance?.overrides ?? []).map(describeOverride)
  const issues = issuesLeft(input).map(describeIssue)
  return [
    ...title(input),
    { block: 'paragraph', line: describeVerdict(input) },
    ...section('SidecarSets', decisionItems(input, detail)),
    ...section('Overridden', limitItems(overrides, limit, 'overrides')),
    ...section('Issues', limitItems(issues, limit, 'issues')),
    ...addedByOpenKruise(input),
  ]
}

/** All that are not merely passed over, and the nearest of those that are. */
function decisionItems(input: ReportInput, { limit, verbose }: ReportDetail): readonly Item[] {
  const ordered = inReadingOrder(input.decisions)
  const passedOver = ordered.filter(({ outcome }) => outcome === 'skipped').length
  const shown = ordered.length - passedOver
  const contributions = new Map(input.provenance?.contributions.map((one) => [one.sidecarSet, one]))
  const advised = new Set<string>()
  const items = ordered.slice(0, Math.max(limit, shown)).map((decision) => {
    const own = contributions.get(decision.sidecarSet)
    const parts = own === undefined ? [] : describeContribution(own, input.references, verbose)
    return describeDecision(decision, parts, advised)
  })
  const further = ordered.length - items.length
  const rest: Item = {
    marker: '-',
    line: [{ text: `and ${further} further SidecarSets, not injected`, tone: 'muted' }],
  }
  return further === 0 ? items : [...items, rest]
}

/** What injection adds to every Pod, in one line at the end. */
function addedByOpenKruise({ provenance }: ReportInput): Document {
  const keys = provenance?.bookkeeping ?? []
  const containers = provenance?.contributions.flatMap((one) => one.containers) ?? []
  const isMarked = containers.some(({ env }) => env.some(({ origin }) => origin.from === 'injection'))
  const marks: Line = isMarked ? ['env ', name('IS_INJECTED'), ', '] : []
  return keys.length === 0
    ? []
    : [
        {
          block: 'paragraph',
          line: ['Added by OpenKruise: ', ...marks, 'annotations ', ...nameList(keys), '.'],
        },
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

/** Issues that the provenance tells in other words. */
const toldAsOverride: ReadonlySet<IssueCode> = new Set([
  'container-replaced',
  'volume-shadowed',
  'mount-dropped',
])

/** Issues that say of the Pod as a whole what a decision gives as its reason. */
const toldAsReason: Partial<Readonly<Record<IssueCode, readonly ReasonCode[]>>> = {
  'wrong-type': ['pod-unreadable'],
  'limit-exceeded': ['pod-unreadable'],
  'invalid-reference': ['unauthorized-reference'],
}

/**
 * The issues that are not said elsewhere in the report: as the reason of a decision, or as something overridden. Mere
 * decisions have no issues of their own; what their SidecarSets use and the profile does not have is one all the same.
 * An issue is told when a decision about its SidecarSet, or about the Pod, has the reason that goes with its code.
 */
function issuesLeft({ allowed, decisions, provenance, issues }: ReportInput): readonly Issue[] {
  const all = allowed === undefined ? decisions.flatMap(({ facts }) => facts?.beyondProfile ?? []) : issues
  const told = new Set(decisions.flatMap(({ reason, sidecarSet }) => [reason, `${reason} ${sidecarSet}`]))
  const isTold = ({ code, resource }: Issue): boolean => {
    const about = resource?.kind === 'SidecarSet' ? ` ${resource.name}` : ''
    const reasons: readonly string[] = toldAsReason[code] ?? [code]
    return (
      (provenance !== undefined && toldAsOverride.has(code)) ||
      reasons.some((reason) => told.has(`${reason}${about}`))
    )
  }
  return all.filter((issue) => !isTold(issue))
}

function describeIssue({ severity, message, path, resource, code }: Issue): Item {
  const where = [resource === undefined ? '' : formatResourceId(resource), toFieldPath(path)].filter(
    (part) => part !== '',
  )
  const place: Inline[] = where.flatMap((part): Inline[] => [' ', name(part)])
  const tones = { error: 'bad', warning: 'unsure', info: 'muted' } as const
  const markers = { error: '!', warning: '!', info: '*' } as const
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
