export { formatIssues, type IssuesFormat } from './format-issues.js'
export { formatMatrix, type MatrixFormat } from './format-matrix.js'
export { formatReport, type ReportOptions } from './format-report.js'
export { compareSidecarSets } from './compare-sidecar-sets.js'
export type { SettingChange } from './compare-settings.js'
export { listCodes, type CodeMeaning } from './list-codes.js'
export { findMatchingPods } from './find-matching-pods.js'
export { formatComparison } from './format-comparison.js'
export type {
  PodComparison,
  PodEffect,
  PodMatch,
  PodMatches,
  PodsContext,
  SidecarSetComparison,
} from './types.js'
export type { Reportable } from './report-input.js'
