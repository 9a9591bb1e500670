import { formatIssues, type Issue } from '../issue/index.js'

/** Input that cannot be read. Holds every mistake that was found, not only the first. */
export class ManifestError extends Error {
  readonly issues: readonly Issue[]

  constructor(issues: readonly Issue[]) {
    super(formatIssues(issues))
    this.name = 'ManifestError'
    this.issues = issues
  }
}
