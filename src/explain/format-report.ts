import { renderDocument } from './document/render-document.js'
import { reportDocument } from './report/report-document.js'
import { readReportable, type Reportable } from './report/report-input.js'

/** How a report is to look. */
export interface ReportOptions {
  /**
   * - `text`: for a terminal.
   * - `markdown`: GitHub-flavoured, for the comment of a pull request.
   * - `json`: the data, for programs.
   *
   * @default 'text'
   */
  readonly format?: 'text' | 'markdown' | 'json' | undefined
  /** Whether text gets ANSI colours. @default false */
  readonly color?: boolean | undefined
  /** Columns at which text is wrapped. Words are never broken. @default 80 */
  readonly width?: number | undefined
}

/**
 * Renders what injection does to a Pod, for people: every SidecarSet with the reason for what became of it, what would
 * make it match, what to do next, where each injected part comes from, what was overridden, and the issues.
 *
 * 1. A report (`injector.report`) is rendered in full; a result of `inject` without what came from where and without
 *    the SidecarSets that do not match; the decisions of `explain` without issues.
 * 2. Names are shown, values are not: neither those of variables nor those of annotations.
 * 3. Text of any origin is made harmless: control characters are made visible, Markdown and HTML are escaped.
 *
 * @example formatReport(injector.report(pod, { now: new Date() }))
 * @example formatReport(injector.explain(pod), { format: 'markdown' })
 */
export function formatReport(report: Reportable, options: ReportOptions = {}): string {
  const input = readReportable(report)
  return options.format === 'json'
    ? `${JSON.stringify(input, null, 2)}\n`
    : renderDocument(reportDocument(input), options)
}
