import { formatIssue } from '../issue/format.js'
import { formatResourceId, toFieldPath, type Issue, type IssueCode } from '../issue/index.js'
import {
  limitItems,
  listOfItems,
  name,
  nameList,
  section,
  type Block,
  type Document,
  type Inline,
  type Item,
  type Line,
} from '../text/document.js'
import { adviseOn, type ReasonCode } from '../inject/decide/reasons.js'
import { describeContribution } from './describe-contribution.js'
import { describeDecision, inReadingOrder, statusOf } from './describe-decision.js'
import { describeOverride } from './describe-override.js'
import type { ReportInput } from './report-input.js'
import { describeVerdict, verdictWords } from './describe-verdict.js'

/** How much of a report is shown. */
export interface ReportDetail {
  /** Whether every container says which of its variables OpenKruise adds. */
  readonly verbose: boolean
  /** How many points each list has. */
  readonly limit: number
}

/**
 * The report as a document: the Pod with the verdict, what it means and the next step, every SidecarSet, what was
 * overridden, the issues, the answer on a virtual node, and what is not given.
 */
export function reportDocument(input: ReportInput, detail: ReportDetail): Document {
  const { limit } = detail
  const overrides = (input.provenance?.overrides ?? []).map(describeOverride)
  return [
    ...title(input),
    ...verdictBlocks(input),
    ...placementBlocks(input),
    ...section('SidecarSets', decisionItems(input, detail)),
    ...section('Overridden', limitItems(overrides, limit, 'overrides')),
    ...section('Issues', limitItems(issueItems(input), limit, 'issues')),
    ...onVirtualNode(input, detail),
    ...notGivenBlocks(input),
    ...addedByOpenKruise(input),
  ]
}

function verdictBlocks(input: ReportInput): Document {
  const { sentence, next } = describeVerdict({ ...input, issues: issuesLeft(input) })
  const step: Document = next === undefined ? [] : [{ block: 'paragraph', line: ['Next: ', ...next] }]
  return [{ block: 'paragraph', line: sentence }, ...step]
}

/** Said only where the report is about another Pod than the one that was given. */
function placementBlocks({ placement }: ReportInput): Document {
  if (placement?.scheduled !== true) return []
  const platform =
    placement.platform === undefined || placement.platform === 'unknown'
      ? ''
      : ` (${placement.platform.toUpperCase()})`
  return [
    {
      block: 'paragraph',
      line: [
        `This is the Pod as it is once it is scheduled to a virtual node${platform}: ${placement.message}.`,
      ],
    },
  ]
}

/** The other answer, where the scheduler decides which one it is: what is decided otherwise, and new issues. */
function onVirtualNode({ onVirtualNode: other, ...input }: ReportInput, detail: ReportDetail): Document {
  if (other === undefined) return []
  const before = new Map(input.decisions.map((decision) => [decision.sidecarSet, decision.outcome]))
  const decisions = other.decisions.filter(({ sidecarSet, outcome }) => before.get(sidecarSet) !== outcome)
  const known = new Set(input.issues.map(formatIssue))
  const issues = other.issues.filter((issue) => !known.has(formatIssue(issue)))
  return [
    { block: 'heading', line: ['On a virtual node: ', verdictWords[other.verdict].text] },
    ...verdictBlocks({ ...other, issues }),
    ...listOfItems(decisionItems({ ...other, decisions }, detail)),
    ...listOfItems(limitItems(issueItems({ ...other, issues }), detail.limit, 'issues')),
  ]
}

function notGivenBlocks({ notGiven = [] }: ReportInput): Document {
  return section(
    'Not known',
    notGiven.map(({ message, command }): Item => ({
      marker: '?',
      line: [`${message}: `, name(command)],
    })),
  )
}

/** All that are not merely passed over, and the nearest of those that are. */
function decisionItems(input: ReportInput, { limit, verbose }: ReportDetail): readonly Item[] {
  const advised = adviceGivenElsewhere(input)
  const ordered = inReadingOrder(input.decisions)
  const passedOver = ordered.filter(({ outcome }) => outcome === 'skipped').length
  const shown = ordered.length - passedOver
  const contributions = new Map(input.provenance?.contributions.map((one) => [one.sidecarSet, one]))
  const items = ordered.slice(0, Math.max(limit, shown)).map((decision) => {
    const own = contributions.get(decision.sidecarSet)
    // What an outdated Pod would get is not what it runs, and without a webhook it gets nothing.
    const isShown = input.verdict !== 'not-called' && statusOf(decision, input).text !== 'outdated'
    const parts = own && isShown ? describeContribution(own, input.references, verbose) : []
    return describeDecision(decision, { input, parts, advised })
  })
  const further = ordered.length - items.length
  const rest: Item = {
    marker: '-',
    line: [{ text: `and ${further} further SidecarSets, not injected`, tone: 'muted' }],
  }
  return further === 0 ? items : [...items, rest]
}

/** The verdict gives advice as the next step; and what a virtual node decides otherwise is answered below. */
function adviceGivenElsewhere(input: ReportInput): Set<string> {
  const otherwise = new Map(input.onVirtualNode?.decisions.map((one) => [one.sidecarSet, one.outcome]))
  const settled = input.decisions.filter(
    ({ sidecarSet, outcome }) => (otherwise.get(sidecarSet) ?? outcome) !== outcome,
  )
  const given = [
    ...(describeVerdict(input).next ?? []).filter((part) => typeof part === 'string'),
    ...settled.flatMap(({ reason, facts }) => adviseOn(reason, facts) ?? []),
  ]
  return new Set(given)
}

/** What injection would add to every Pod, in one line at the end. */
function addedByOpenKruise({ provenance, running, verdict }: ReportInput): Document {
  const isPreview = running === undefined && verdict !== 'not-called'
  const keys = isPreview ? (provenance?.bookkeeping ?? []) : []
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

function title({ workload, pod, profile, verdict }: ReportInput): readonly Block[] {
  const subject = workload ?? pod
  if (subject === undefined) return []
  const { kind, ...id } = subject
  const version: Line = profile === undefined ? [] : [{ text: ` (OpenKruise ${profile})`, tone: 'muted' }]
  // Only what a name begins with can end in a dash: the API server appends to it.
  const shown = id.name.endsWith('-') ? `${id.name}*` : id.name
  const path = [id.namespace, shown].filter((part) => part !== undefined && part !== '').join('/')
  const words: Line = verdict === undefined ? [] : [': ', verdictWords[verdict]]
  const line: Line = [
    workload === undefined ? `${kind} ` : `Pods of ${kind} `,
    name(path),
    ...words,
    ...version,
  ]
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

/** Errors first. */
function issueItems(input: ReportInput): readonly Item[] {
  const weights = { error: 0, warning: 1, info: 2 } as const
  const ordered = [...issuesLeft(input)].sort((a, b) => weights[a.severity] - weights[b.severity])
  return ordered.map(describeIssue)
}

/**
 * The issues that are not said elsewhere in the report: as the reason of a decision, or as something overridden. Mere
 * decisions have no issues of their own; what their SidecarSets use and the profile does not have is one all the same.
 * An issue is told when a decision about its SidecarSet, or about the Pod, has the reason that goes with its code.
 */
function issuesLeft({ allowed, decisions, provenance, issues }: ReportInput): readonly Issue[] {
  const all = allowed === undefined ? decisions.flatMap(({ facts }) => facts?.beyondProfile ?? []) : issues
  const told = new Set(decisions.flatMap(({ reason, sidecarSet }) => [reason, `${reason} ${sidecarSet}`]))
  // An error says the same of the Pod that comes out.
  const isRefusedForNames = issues.some(({ code }) => code === 'duplicate-container-name')
  const isTold = ({ code, resource }: Issue): boolean => {
    const about = resource?.kind === 'SidecarSet' ? ` ${resource.name}` : ''
    const reasons: readonly string[] = toldAsReason[code] ?? [code]
    return (
      (provenance !== undefined && toldAsOverride.has(code)) ||
      (code === 'container-name-clash' && isRefusedForNames) ||
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
