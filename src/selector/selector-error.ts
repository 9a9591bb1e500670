import { formatIssues, type Issue } from '../issue/index.js'

/** Thrown for a selector that Kubernetes would refuse. Carries everything that is wrong with it. */
export class SelectorError extends Error {
  override readonly name: string = 'SelectorError'
  /** Paths are counted from the selector: `['matchExpressions', 0, 'values']`. */
  readonly issues: readonly Issue[]

  constructor(issues: readonly Issue[]) {
    super(formatIssues(issues))
    this.issues = issues
  }
}
