import type { InjectionReport, InjectionVerdict } from '../inject/report-types.js'
import type { SidecarSetDecision } from '../inject/types.js'
import { compareUtf8 } from '../kubernetes/utf8.js'
import { readOptions } from '../options/index.js'
import {
  limitItems,
  listOfItems,
  name,
  type Block,
  type Document,
  type Inline,
  type Item,
  type Line,
  type Marker,
} from '../text/document.js'
import { defaultLimit, renderDocument, type FormatOptions } from '../text/render-document.js'
import { textWidth } from '../text/render-text.js'
import { statusOf } from './describe-decision.js'
import { verdictWords } from './describe-verdict.js'
import { matrixFormat } from './options.js'
import { plural, subjectPath } from './phrases.js'

/** How a matrix is to look. */
export interface MatrixFormat extends FormatOptions {
  /** Whether only Pods are shown that a SidecarSet nearly matches, or that something is wrong with. @default false */
  readonly onlyNear?: boolean | undefined
}

/**
 * Pods and workloads against SidecarSets, for people: who gets what, at one look.
 *
 * 1. The first line counts the Pods of each verdict. A row is a Pod, or several for which all is the same; a column is a
 *    SidecarSet. What is wrong comes first.
 * 2. A cell has the sign that `formatReport` gives the SidecarSet; a number behind `-` is how many changes would make it
 *    match.
 * 3. SidecarSets that are for none of the Pods are no columns: they are counted.
 * 4. Where the names of the SidecarSets are too long for `width`, or there are more than twelve, columns have numbers, and
 *    a list explains them.
 * 5. The nearest misses come below, then what the signs mean. Beyond `limit`, rows and near misses are counted.
 *
 * @example formatMatrix(pods.map((pod) => injector.report(pod)))
 */
export function formatMatrix(reports: readonly InjectionReport[], given: MatrixFormat = {}): string {
  const options = readOptions('formatMatrix', matrixFormat, given)
  const { limit = defaultLimit, width = 80, onlyNear = false } = options
  const shown = onlyNear ? reports.filter(needsALook) : reports
  const room = options.format === 'markdown' ? Infinity : width
  return renderDocument(matrixDocument(shown, reports, { limit, width: room }), options)
}

/** A page is no wider than a terminal: with more columns than these, Markdown has numbers too. */
const mostNames = 12

interface Detail {
  readonly limit: number
  readonly width: number
}

function matrixDocument(
  shown: readonly InjectionReport[],
  all: readonly InjectionReport[],
  { limit, width }: Detail,
): Document {
  const columns = columnsOf(shown)
  const groups = groupReports(shown, columns)
  const rows = groups.slice(0, limit).map((group) => rowOf(group, columns))
  const rest = groups.slice(limit).reduce((sum, group) => sum + group.length, 0)
  const idle = countSets(all) - columns.length
  const isNumbered = widthOf(rows, columns) > width || columns.length > mostNames
  const head = columns.map((column, index): Line => [name(isNumbered ? String(index + 1) : column)])
  return [
    { block: 'paragraph', line: summary(all, countSets(all)) },
    ...(rows.length === 0 ? [] : [{ block: 'table' as const, head: [['Pod'], ...head, ['verdict']], rows }]),
    ...remark(rest, 'further Pods'),
    ...(isNumbered ? numberedColumns(columns) : []),
    ...remark(
      idle,
      idle === 1 ? 'SidecarSet is for none of these Pods' : 'SidecarSets are for none of these Pods',
    ),
    ...nearMisses(shown, limit),
    ...legend(rows),
  ]
}

/** What is wrong or open first, then what happens, then what does not. */
const readingOrder: readonly InjectionVerdict[] = [
  'refused',
  'not-accepted',
  'not-called',
  'running-without',
  'running-outdated',
  'unknown',
  'would-be-injected',
  'already-injected',
  'unchanged',
]

/** Something is wrong with the Pod, or one change would make a SidecarSet match. */
function needsALook({ verdict, decisions }: InjectionReport): boolean {
  const isFine = verdict === 'would-be-injected' || verdict === 'already-injected' || verdict === 'unchanged'
  return !isFine || decisions.some(({ facts }) => facts?.nearMiss?.changes.length === 1)
}

function summary(reports: readonly InjectionReport[], sets: number): Line {
  const counts = readingOrder.flatMap((verdict): Line[] => {
    const count = reports.filter((report) => report.verdict === verdict).length
    const { text, tone } = verdictWords[verdict]
    return count === 0 ? [] : [[`${count} `, { text, tone }]]
  })
  const list = counts.flatMap((count, index): Inline[] => [index === 0 ? ': ' : ', ', ...count])
  const workloads = reports.filter(({ workload }) => workload !== undefined).length
  const pods = reports.length - workloads
  const subjects = [
    ...(pods === 0 && workloads > 0 ? [] : [plural(pods, 'Pod')]),
    ...(workloads === 0 ? [] : [plural(workloads, 'workload')]),
    plural(sets, 'SidecarSet'),
  ]
  return [joinWithAnd(subjects), ...list, '.']
}

function joinWithAnd(parts: readonly string[]): string {
  return `${parts.slice(0, -1).join(', ')} and ${parts[parts.length - 1] ?? ''}`
}

function countSets(reports: readonly InjectionReport[]): number {
  return new Set(reports.flatMap(({ decisions }) => decisions.map(({ sidecarSet }) => sidecarSet))).size
}

/** SidecarSets that are for at least one Pod, or nearly, in order of their names. */
function columnsOf(reports: readonly InjectionReport[]): readonly string[] {
  const names = new Set(
    reports.flatMap((report) =>
      report.decisions
        .filter((decision) => signOf(decision, report) !== '-')
        .map(({ sidecarSet }) => sidecarSet),
    ),
  )
  return [...names].sort(compareUtf8)
}

function groupReports(
  reports: readonly InjectionReport[],
  columns: readonly string[],
): readonly (readonly InjectionReport[])[] {
  const groups = new Map<string, InjectionReport[]>()
  for (const report of reports) {
    const key = JSON.stringify([report.verdict, namespaceOf(report), ...cellsOf(report, columns)])
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [report])
    else group.push(report)
  }
  const rank = ([report]: readonly InjectionReport[]): number =>
    report === undefined ? 0 : readingOrder.indexOf(report.verdict)
  return [...groups.values()].sort((a, b) => rank(a) - rank(b))
}

function namespaceOf({ pod }: InjectionReport): string {
  return pod.namespace ?? ''
}

/** The sign of a cell; of one that is nearly matched, with the number of changes. */
function cellsOf(report: InjectionReport, columns: readonly string[]): readonly string[] {
  const decisions = new Map(report.decisions.map((decision) => [decision.sidecarSet, decision]))
  return columns.map((column) => {
    const decision = decisions.get(column)
    if (decision === undefined) return ''
    const sign = signOf(decision, report)
    const changes = sign === '-' ? decision.facts?.nearMiss?.changes.length : undefined
    return changes === undefined ? sign : `${sign}${changes}`
  })
}

function signOf(decision: SidecarSetDecision, report: InjectionReport): Marker {
  return statusOf(decision, report).marker
}

function rowOf(group: readonly InjectionReport[], columns: readonly string[]): readonly Line[] {
  const [first] = group
  if (first === undefined) return []
  const more: Line = group.length === 1 ? [] : [{ text: ` and ${group.length - 1} more`, tone: 'muted' }]
  const decisions = new Map(first.decisions.map((decision) => [decision.sidecarSet, decision]))
  const cells = cellsOf(first, columns).map((text, index): Line => {
    const decision = decisions.get(columns[index] ?? '')
    return decision === undefined ? [] : [{ text, tone: statusOf(decision, first).tone }]
  })
  return [[name(subjectPath(first)), ...more], ...cells, [verdictWords[first.verdict]]]
}

function widthOf(rows: readonly (readonly Line[])[], columns: readonly string[]): number {
  const lengthOf = (line: Line | undefined = []): number =>
    line.reduce((sum, inline) => sum + textWidth(typeof inline === 'string' ? inline : inline.text), 0)
  const widest = (index: number): number => Math.max(0, ...rows.map((row) => lengthOf(row[index])))
  const inner = columns.reduce(
    (sum, column, index) => sum + 2 + Math.max(textWidth(column), widest(index + 1)),
    0,
  )
  return widest(0) + inner + 2 + widest(columns.length + 1)
}

function remark(count: number, words: string): Document {
  return count === 0 ? [] : [{ block: 'paragraph', line: [{ text: `${count} ${words}.`, tone: 'muted' }] }]
}

function numberedColumns(columns: readonly string[]): Document {
  const line = columns.flatMap((column, index): Inline[] => [
    index === 0 ? '' : ', ',
    `${index + 1} `,
    name(column),
  ])
  return [{ block: 'paragraph', line: ['Columns: ', ...line] }]
}

/** Which SidecarSets nearly match, the nearest first; what is the same for several Pods is said once. */
function nearMisses(reports: readonly InjectionReport[], limit: number): Document {
  const found = new Map<string, { readonly changes: number; readonly line: Line; count: number }>()
  for (const report of reports)
    for (const { sidecarSet, facts } of report.decisions) {
      if (facts?.nearMiss === undefined) continue
      const { message, changes, hints = [] } = facts.nearMiss
      // Of a Pod that gets others, only what looks like a mistake.
      if (report.verdict !== 'unchanged' && hints.length === 0) continue
      const key = JSON.stringify([sidecarSet, message, namespaceOf(report)])
      const known = found.get(key)
      if (known !== undefined) known.count += 1
      else {
        const hint = hints[0] === undefined ? '' : `; ${hints[0].message}`
        const line: Line = [name(subjectPath(report)), ': ', name(sidecarSet), ` ${message}${hint}`]
        found.set(key, { changes: changes.length, line, count: 1 })
      }
    }
  const items = [...found.values()]
    .sort((a, b) => a.changes - b.changes)
    .map(({ line, count }): Item => ({
      marker: '-',
      line: count === 1 ? line : [...line, { text: ` (${plural(count, 'Pod')})`, tone: 'muted' }],
    }))
  const shown = limitItems(items, limit, 'further away')
  return items.length === 0 ? [] : [{ block: 'heading', line: ['Nearest misses'] }, ...listOfItems(shown)]
}

const meanings: readonly (readonly [Marker, string])[] = [
  ['!', 'fails or is missing'],
  ['?', 'cannot be decided'],
  ['~', 'outdated'],
  ['+', 'gets it or has it'],
  ['-', 'not for it; a number counts the changes that would make it match'],
]

/** What the signs mean that occur. */
function legend(rows: readonly (readonly Line[])[]): readonly Block[] {
  const cells = rows.flatMap((row) => row.slice(1, -1).flatMap((line) => line.map(signIn)))
  const used = meanings.filter(([sign]) => cells.includes(sign))
  const line = used.flatMap(([sign, meaning], index): Inline[] => [
    index === 0 ? '' : ', ',
    `${sign} ${meaning}`,
  ])
  return used.length === 0 ? [] : [{ block: 'paragraph', line: ['Signs: ', ...line] }]
}

function signIn(inline: Inline): string {
  return (typeof inline === 'string' ? inline : inline.text).slice(0, 1)
}
