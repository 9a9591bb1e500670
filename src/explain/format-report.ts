import { readOptions } from '../options/index.js'
import { reportOptions } from './options.js'
import { defaultLimit, renderDocument, type FormatOptions } from '../text/render-document.js'
import { reportDocument } from './report-document.js'
import { readReportable, type Reportable } from './report-input.js'

/** How a report is to look. */
export interface ReportOptions extends Omit<FormatOptions, 'format'> {
  /** As in all formatting; `json` gives the data, for programs. @default 'text' */
  readonly format?: FormatOptions['format'] | 'json'
  /** Whether what OpenKruise adds to every sidecar is shown in each of them. @default false: in one line at the end */
  readonly verbose?: boolean | undefined
}

/**
 * Renders what injection does to a Pod, for people: every SidecarSet with the reason for what became of it, what would
 * make it match, what to do next, where each injected part comes from, what was overridden, and the issues.
 *
 * 1. A report (`injector.report`) is rendered in full; a result of `inject` without what came from where and without
 *    the SidecarSets that do not match; the decisions of `explain` without issues.
 * 2. Names are shown, values are not: neither those of variables nor those of annotations.
 * 3. Text of any origin is made harmless: what cannot be seen is made visible, Markdown and HTML are escaped.
 * 4. SidecarSets that do not match stand at the end, the nearest first; beyond `limit` they are counted.
 *
 * @example formatReport(injector.report(pod, { now: new Date() }))
 * @example formatReport(injector.explain(pod), { format: 'markdown' })
 */
export function formatReport(report: Reportable, given: ReportOptions = {}): string {
  const options = readOptions('formatReport', reportOptions, given)
  const input = readReportable(report)
  const { format, verbose = false, limit = defaultLimit } = options
  return format === 'json'
    ? `${JSON.stringify(input, null, 2)}\n`
    : renderDocument(reportDocument(input, { verbose, limit }), { ...options, format })
}
