import { cut, visible, quote } from '../text/visible.js'
import {
  toFieldPath,
  type Issue,
  type ResourceId,
  type OmittedIssues,
  type Severity,
  type FieldPath,
} from './issue.js'

/**
 * Issues as text, one a line, in the order given.
 *
 * @example listIssues([{ code: 'required', severity: 'error', message: 'a volume needs a name',
 *   path: ['spec', 'volumes', 0, 'name'], resource: { kind: 'SidecarSet', name: 'logs' }, line: 34 }])
 * // 'error SidecarSet/logs spec.volumes[0].name (line 34): a volume needs a name [required]'
 */
export function listIssues(issues: readonly Issue[]): string {
  return issues.map(formatIssue).join('\n')
}

/** Names and keys may be of any length. */
const longestPlace = 500

/** One issue as one line of text. */
export function formatIssue(issue: Issue): string {
  const place = [issue.resource && formatResourceId(issue.resource), toFieldPath(issue.path)]
    .filter(Boolean)
    .join(' ')
  const where = `${cut(place, longestPlace)}${formatPosition(issue)}`.trim()
  return visible(`${issue.severity} ${where === '' ? '' : `${where}: `}${issue.message} [${issue.code}]`)
}

/** ` (line 3:5)`, or ` (a.yaml:3:5)` where the text has a name. */
function formatPosition({ source, line, column }: Issue): string {
  const numbers = [line, column].filter((number) => number !== undefined).join(':')
  if (source === undefined) return numbers === '' ? '' : ` (line ${numbers})`
  return ` (${cut(source, longestPlace)}${numbers === '' ? '' : `:${numbers}`})`
}

/** `Kind/name`, or `Kind/namespace/name` for what lives in a namespace. */
export function formatResourceId(resource: ResourceId): string {
  const parts = [resource.kind, resource.namespace, resource.name]
  return visible(parts.filter((part) => part !== undefined && part !== '').join('/'))
}

/** How many issues were left out, worst first. @example describeOmitted({ error: 2, warning: 1, info: 0 }) // 'and 3 more: 2 errors, 1 warning' */
export function describeOmitted(omitted: OmittedIssues): string {
  const total = omitted.error + omitted.warning + omitted.info
  const parts = (['error', 'warning', 'info'] as const)
    .filter((severity) => omitted[severity] > 0)
    .map((severity) => countOf(omitted[severity], severity))
  return `and ${formatCount(total)} more: ${parts.join(', ')}`
}

/** A number of issues of one severity. @example countOf(2, 'info') // '2 notes' */
function countOf(count: number, severity: Severity): string {
  const noun = severity === 'info' ? 'note' : severity
  return `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`
}

/** How many findings of a severity issues stand for, with those that a collector left out. */
export function countIssues(issues: readonly Issue[], severity: Severity): number {
  return issues.reduce(
    (sum, issue) => sum + (issue.omitted?.[severity] ?? (issue.severity === severity ? 1 : 0)),
    0,
  )
}

/** A whole number with commas between thousands. @example formatCount(2999900) // '2,999,900' */
export function formatCount(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ',')
}

/** Fields below which values are nobody's business: what stands there is often a password. */
const secretFields: ReadonlySet<unknown> = new Set([
  'annotations',
  'args',
  'binaryData',
  'command',
  'data',
  'stringData',
])

/** Whether what stands at a path must not be shown: below those fields, and the values of environment variables. */
export function isSecretPath(path: FieldPath): boolean {
  return path.some(
    (segment, index) => secretFields.has(segment) || (segment === 'value' && path[index - 2] === 'env'),
  )
}

/**
 * A value in a message: its kind, and its text unless it stands where secrets do.
 *
 * @example describeValue(8080, ['spec', 'containers', 0, 'name'])            // 'the number 8080'
 * @example describeValue(4711, ['spec', 'containers', 0, 'env', 0, 'value']) // 'a number'
 */
export function describeValue(value: unknown, path: FieldPath): string {
  if (value === null || value === undefined) return 'empty'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object') return 'a mapping'
  if (isSecretPath(path)) return `a ${typeof value}`
  return `the ${typeof value} ${typeof value === 'string' ? quote(value) : String(value)}`
}

/**
 * How to write a number or a boolean as text; undefined for other values.
 *
 * @example quotingHint(8080, ['metadata', 'labels', 'port']) // 'write it in quotes: "8080"'
 */
export function quotingHint(value: unknown, path: FieldPath): string | undefined {
  if (typeof value !== 'number' && typeof value !== 'boolean') return undefined
  return isSecretPath(path) ? 'write it in quotes' : `write it in quotes: "${value}"`
}
