import { formatIssues, type Issue } from '../../index.js'

/** An issue in one line. */
export function formatIssue(issue: Issue): string {
  return formatIssues([issue])
}

/** Issues one below the other, without a count. */
export function formatEach(issues: readonly Issue[]): string {
  return issues.map((issue) => `${formatIssue(issue)}\n`).join('')
}
