import { formatIssues, type Issue } from '../issue/index.js'

/** Hostile input can have a mistake in every line; the message need not show them all. */
const shown = 20

/** Input that cannot be read. Holds every mistake that was found, not only the first. */
export class ManifestError extends Error {
  readonly issues: readonly Issue[]

  constructor(issues: readonly Issue[]) {
    super(summarize(issues))
    this.name = 'ManifestError'
    this.issues = issues
  }
}

function summarize(issues: readonly Issue[]): string {
  const text = formatIssues(issues.slice(0, shown))
  return issues.length > shown ? `${text}\n... and ${issues.length - shown} more` : text
}
