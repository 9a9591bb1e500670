import { messageText } from '../text/visible.js'
import type { IssueCode } from './catalog.js'
import type { FieldPath, Issue, OmittedIssues, ResourceId, Severity } from './issue.js'
import { describeOmitted } from './format.js'

/** How many issues of one object are kept. The others are counted. */
export const mostIssues = 100

/**
 * Collects issues while a manifest is walked, so that all mistakes are reported and not just the first.
 *
 * 1. `at` gives a collector for a place further in; all collectors of one walk share one list.
 * 2. The list is bounded, since one request can hold millions of mistakes. It keeps {@link mostIssues} issues, errors
 *    before others, in order of reporting; one issue `more-issues` at its end counts the rest.
 * 3. Messages are made visible and cut: they quote text of any origin.
 *
 * @example
 * const issues = createIssueCollector({ kind: 'SidecarSet', name: 'logs' })
 * issues.at('spec', 'volumes', 0, 'name').error('required', 'a volume needs a name')
 * issues.list // [{ code: 'required', severity: 'error', path: ['spec', 'volumes', 0, 'name'], ... }]
 */
export interface IssueCollector {
  /** Everything reported so far by this collector and those derived from it, in order of reporting. */
  readonly list: readonly Issue[]
  /** The place this collector reports at. */
  readonly path: FieldPath
  at(...segments: FieldPath): IssueCollector
  error(code: IssueCode, message: string): void
  warning(code: IssueCode, message: string): void
  info(code: IssueCode, message: string): void
  /** Whether an issue of severity `error` has been reported anywhere in this walk. */
  hasErrors(): boolean
}

/** A fresh collector at the root of a manifest. */
export function createIssueCollector(resource?: ResourceId, path: FieldPath = []): IssueCollector {
  return new Collector(new BoundedList(resource), path)
}

class Collector implements IssueCollector {
  readonly path: FieldPath
  readonly #issues: BoundedList

  constructor(issues: BoundedList, path: FieldPath) {
    this.#issues = issues
    this.path = path
  }

  get list(): readonly Issue[] {
    return this.#issues.list()
  }

  at(...segments: FieldPath): IssueCollector {
    return new Collector(this.#issues, [...this.path, ...segments])
  }

  error(code: IssueCode, message: string): void {
    this.#issues.add('error', code, message, this.path)
  }

  warning(code: IssueCode, message: string): void {
    this.#issues.add('warning', code, message, this.path)
  }

  info(code: IssueCode, message: string): void {
    this.#issues.add('info', code, message, this.path)
  }

  hasErrors(): boolean {
    return this.#issues.hasErrors
  }
}

/** The issues of one walk, as many as are kept, and how many are not. */
class BoundedList {
  hasErrors = false
  readonly #kept: Issue[] = []
  readonly #resource: ResourceId | undefined
  readonly #omitted: Record<Severity, number> = { error: 0, warning: 0, info: 0 }

  constructor(resource: ResourceId | undefined) {
    this.#resource = resource
  }

  add(severity: Severity, code: IssueCode, message: string, path: FieldPath): void {
    if (severity === 'error') this.hasErrors = true
    if (this.#kept.length >= mostIssues && !this.#makeRoom(severity)) this.#omitted[severity]++
    else this.#kept.push(this.#issue(severity, code, message, path))
  }

  list(): readonly Issue[] {
    const { error, warning, info } = this.#omitted
    return error + warning + info === 0
      ? this.#kept
      : [...this.#kept, this.#summary({ error, warning, info })]
  }

  /** An error takes the place of the last issue that is none: no flood of warnings hides why something is refused. */
  #makeRoom(severity: Severity): boolean {
    if (severity !== 'error') return false
    const last = this.#kept.findLastIndex((issue) => issue.severity !== 'error')
    const [dropped] = last < 0 ? [] : this.#kept.splice(last, 1)
    if (dropped !== undefined) this.#omitted[dropped.severity]++
    return dropped !== undefined
  }

  #summary(omitted: OmittedIssues): Issue {
    const severity = omitted.error > 0 ? 'error' : omitted.warning > 0 ? 'warning' : 'info'
    return { ...this.#issue(severity, 'more-issues', describeOmitted(omitted), []), omitted }
  }

  /** Paths are copied: each issue is the caller's own. */
  #issue(severity: Severity, code: IssueCode, message: string, path: FieldPath): Issue {
    const resource = this.#resource === undefined ? {} : { resource: { ...this.#resource } }
    return { code, severity, message: messageText(message), path: [...path], ...resource }
  }
}
