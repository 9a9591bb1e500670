import type { Issue, OmittedIssues, Severity } from './issue.js'

/** How many issues were left out, worst first. @example describeOmitted({ error: 2, warning: 1, info: 0 }) // 'and 3 more: 2 errors, 1 warning' */
export function describeOmitted(omitted: OmittedIssues): string {
  const total = omitted.error + omitted.warning + omitted.info
  const parts = (['error', 'warning', 'info'] as const)
    .filter((severity) => omitted[severity] > 0)
    .map((severity) => countOf(omitted[severity], severity))
  return `and ${formatCount(total)} more: ${parts.join(', ')}`
}

/** A number of issues of one severity. @example countOf(2, 'info') // '2 notes' */
export function countOf(count: number, severity: Severity): string {
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
