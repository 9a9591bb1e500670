import { formatIssue, formatResourceId } from '../issue/format.js'
import { toFieldPath, type Issue, type Severity } from '../issue/index.js'
import type { NamedText } from '../manifest/index.js'
import { readOptions } from '../options/index.js'
import { name, type Block, type Document, type Line, type Row, type Tone } from '../text/document.js'
import { renderDocument, type FormatOptions } from '../text/render-document.js'
import { cut } from '../text/visible.js'
import { issuesFormat } from './options.js'
import { plural } from './phrases.js'
import { sourceFrame } from './source-frame.js'

/** How issues are to look. */
export interface IssuesFormat extends FormatOptions {
  /**
   * The texts that the issues are about, as they were parsed. With them the line of an issue is shown, and a mark below
   * the place. A text without a name is that of issues without a `source`.
   *
   * @default none: no lines are shown
   */
  readonly sources?: string | NamedText | readonly (string | NamedText)[] | undefined
  /** How many issues are written out. @default 100 */
  readonly limit?: number | undefined
}

/**
 * Issues as text for people.
 *
 * 1. One issue, without its text at hand, is one line.
 * 2. Several are grouped by file, in the order in which the files come up, and within a file by line and column, which
 *    stand under each other. Issues without a place keep their order, and come first.
 * 3. With the text at hand, each is followed by its line and a mark below the place.
 * 4. The last line counts them. Beyond `limit` the rest is only counted.
 *
 * @example formatIssues([{ code: 'required', severity: 'error', message: 'a volume needs a name',
 *   path: ['spec', 'volumes', 0, 'name'], resource: { kind: 'SidecarSet', name: 'logs' }, line: 34 }])
 * // 'error SidecarSet/logs spec.volumes[0].name (line 34): a volume needs a name [required]'
 */
export function formatIssues(issues: readonly Issue[], given: IssuesFormat = {}): string {
  const options = readOptions('formatIssues', issuesFormat, given)
  const [first] = issues
  if (first === undefined) return ''
  const isPlain = options.sources === undefined && options.color !== true && options.format !== 'markdown'
  if (issues.length === 1 && isPlain) return formatIssue(first)
  const { limit = defaultIssues, width = 80 } = options
  const texts = readTexts(options.sources)
  const shown = issues.slice(0, limit)
  const rest = issues.length - shown.length
  const document: Document = [
    ...[...byFile(shown)].flatMap(([file, list]) => fileBlocks(file, list, { texts, width })),
    ...further(rest),
    { block: 'paragraph', line: countIssues(issues) },
  ]
  return renderDocument(document, options).trimEnd()
}

function further(rest: number): Document {
  return rest === 0
    ? []
    : [{ block: 'list', items: [{ line: [{ text: `and ${rest} further issues`, tone: 'muted' }] }] }]
}

/** Issues are work to do: more of them are written out than points of a report. */
const defaultIssues = 100

type Texts = ReadonlyMap<string, string>

/** Texts by name; the one without a name by the empty name. */
function readTexts(sources: IssuesFormat['sources']): Texts {
  const list = sources === undefined ? [] : isList(sources) ? sources : [sources]
  return new Map(list.map((each) => (typeof each === 'string' ? ['', each] : [each.name, each.text])))
}

function isList(sources: NonNullable<IssuesFormat['sources']>): sources is readonly (string | NamedText)[] {
  return Array.isArray(sources)
}

function byFile(issues: readonly Issue[]): ReadonlyMap<string, readonly Issue[]> {
  const files = new Map<string, Issue[]>()
  for (const issue of issues) {
    const list = files.get(issue.source ?? '')
    if (list === undefined) files.set(issue.source ?? '', [issue])
    else list.push(issue)
  }
  return files
}

interface Surroundings {
  readonly texts: Texts
  readonly width: number
}

function fileBlocks(file: string, issues: readonly Issue[], around: Surroundings): readonly Block[] {
  const ordered = [...issues].sort(byPlace)
  const digits = Math.max(0, ...ordered.map(({ line }) => (line === undefined ? 0 : String(line).length)))
  const rows: Block = { block: 'rows', rows: ordered.map((issue) => issueRow(issue, { ...around, digits })) }
  return file === '' ? [rows] : [{ block: 'heading', line: [name(cut(file, longestPlace))] }, rows]
}

/** Names and keys may be of any length. */
const longestPlace = 500

function byPlace(a: Issue, b: Issue): number {
  return (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0)
}

const tones: Readonly<Record<Severity, Tone>> = { error: 'bad', warning: 'unsure', info: 'muted' }

function issueRow(issue: Issue, { texts, width, digits }: Surroundings & { readonly digits: number }): Row {
  const { severity, message, code, resource, path, line, column, source } = issue
  const place = line === undefined ? '' : [String(line).padStart(digits), column].filter(isGiven).join(':')
  const where = [resource === undefined ? '' : formatResourceId(resource), toFieldPath(path)]
    .filter((part) => part !== '')
    .map((part) => cut(part, longestPlace))
  const subject: Line = where.flatMap((part, index): Line => (index === 0 ? [name(part)] : [' ', name(part)]))
  const text = texts.get(source ?? '')
  const frame =
    text === undefined || line === undefined
      ? undefined
      : sourceFrame(text, { line, column: column ?? 1 }, { tone: tones[severity], room: width - frameMargin })
  return {
    cells: [
      place === '' ? [] : [{ text: place, tone: 'muted' }],
      [{ text: severity, tone: tones[severity] }],
      [...subject, subject.length === 0 ? '' : ': ', message, ' ', { text: `[${code}]`, tone: 'muted' }],
    ],
    ...(frame === undefined ? {} : { children: [frame] }),
  }
}

function isGiven(part: string | number | undefined): part is string | number {
  return part !== undefined
}

/** What stands in front of a shown line: place, severity and the line's number. */
const frameMargin = 28

/** For example `2 errors and 1 warning`. Issues that were left out before count too. */
function countIssues(issues: readonly Issue[]): Line {
  const counts = (['error', 'warning', 'info'] as const).flatMap((severity): Line[] => {
    const count = issues.reduce((sum, issue) => sum + weight(issue, severity), 0)
    const noun = severity === 'info' ? 'note' : severity
    return count === 0 ? [] : [[{ text: plural(count, noun), tone: tones[severity] }]]
  })
  return counts.flatMap((count, index): Line => {
    if (index === 0) return count
    return [index === counts.length - 1 ? ' and ' : ', ', ...count]
  })
}

function weight({ severity, omitted }: Issue, of: Severity): number {
  return omitted === undefined ? Number(severity === of) : omitted[of]
}
