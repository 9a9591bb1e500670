import type { IssueCode } from './catalog/index.js'
import type { FieldPath } from './field-path.js'
import type { Issue, ResourceId, Severity } from './issue.js'

/**
 * Collects issues while a manifest is walked, so that all mistakes are reported and not just the first.
 * `at` gives a collector for a place further in; all collectors of one walk share one list.
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
  return new Collector([], path, resource)
}

class Collector implements IssueCollector {
  readonly list: Issue[]
  readonly path: FieldPath
  readonly #resource: ResourceId | undefined

  constructor(list: Issue[], path: FieldPath, resource: ResourceId | undefined) {
    this.list = list
    this.path = path
    this.#resource = resource
  }

  at(...segments: FieldPath): IssueCollector {
    return new Collector(this.list, [...this.path, ...segments], this.#resource)
  }

  error(code: IssueCode, message: string): void {
    this.#report('error', code, message)
  }

  warning(code: IssueCode, message: string): void {
    this.#report('warning', code, message)
  }

  info(code: IssueCode, message: string): void {
    this.#report('info', code, message)
  }

  hasErrors(): boolean {
    return this.list.some((issue) => issue.severity === 'error')
  }

  #report(severity: Severity, code: IssueCode, message: string): void {
    const resource = this.#resource === undefined ? {} : { resource: this.#resource }
    this.list.push({ code, severity, message, path: this.path, ...resource })
  }
}
