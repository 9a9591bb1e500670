export { formatReport, type ReportOptions } from './format-report.js'
export type { Reportable } from './report/report-input.js'
