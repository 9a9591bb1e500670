import { formatIssues, type Issue } from '../issue/index.js'

/** Thrown at the edge, where a SidecarSet or a configuration cannot be read. Carries every mistake found. */
export class InjectionError extends Error {
  override readonly name: string = 'InjectionError'
  readonly issues: readonly Issue[]

  constructor(issues: readonly Issue[]) {
    super(formatIssues(issues))
    this.issues = issues
  }
}
