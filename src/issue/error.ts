import { listIssues } from './format.js'
import type { Issue } from './issue.js'

/**
 * The part of the library that threw.
 *
 * - `options`: an option or argument of a call is not one that the function takes.
 * - `manifest`: YAML, JSON or a manifest cannot be read.
 * - `selector`: Kubernetes would refuse the label selector.
 * - `reference`: a text is not a reference of the form `name` or `namespace/name`.
 * - `injection`: an injector cannot be made from its configuration.
 * - `patch`: a JSON Patch cannot be applied.
 * - `workload`: the Pod template of a workload cannot be found.
 * - `update`: an update cannot be planned.
 * - `virtual-node`: a function of `sidecarset/virtual-node` cannot do what it was asked.
 */
export type ErrorStage =
  | 'options'
  | 'manifest'
  | 'selector'
  | 'reference'
  | 'injection'
  | 'patch'
  | 'workload'
  | 'update'
  | 'virtual-node'

/** How many issues the message shows: hostile input can have a mistake in every line. */
const shown = 20

/**
 * The one class of error that this library throws on purpose.
 *
 * It carries every mistake that was found, not only the first; `message` shows the first 20. Tell errors apart by
 * `stage` and by the codes of the issues, not by the message: its wording may change.
 *
 * @example
 * try {
 *   createInjector({ sidecarSets })
 * } catch (error) {
 *   if (error instanceof SidecarSetError) report(error.stage, error.issues)
 *   else throw error
 * }
 */
export class SidecarSetError extends Error {
  override readonly name: string = 'SidecarSetError'
  /** The part of the library that threw. */
  readonly stage: ErrorStage
  /** Everything that is wrong, at least one of severity `error`. */
  readonly issues: readonly Issue[]

  constructor(stage: ErrorStage, issues: readonly Issue[]) {
    super(summarize(issues))
    this.stage = stage
    this.issues = issues
  }
}

function summarize(issues: readonly Issue[]): string {
  const text = listIssues(issues.slice(0, shown))
  return issues.length > shown ? `${text}\n... and ${issues.length - shown} more` : text
}
