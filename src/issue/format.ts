import { cut, visible } from '../text/visible.js'
import { toFieldPath } from './field-path.js'
import type { Issue, ResourceId } from './issue.js'

/**
 * Issues as text, one a line, in the order given.
 *
 * @example formatIssues([{ code: 'required', severity: 'error', message: 'a volume needs a name',
 *   path: ['spec', 'volumes', 0, 'name'], resource: { kind: 'SidecarSet', name: 'logs' }, line: 34 }])
 * // 'error SidecarSet/logs spec.volumes[0].name (line 34): a volume needs a name [required]'
 */
export function formatIssues(issues: readonly Issue[]): string {
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
