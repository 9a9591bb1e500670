export { formatReport, type ReportOptions } from './format-report.js'
export { compareSidecarSets } from './pods/compare-sidecar-sets.js'
export { findMatchingPods } from './pods/find-matching-pods.js'
export { formatComparison } from './pods/format-comparison.js'
export type {
  PodComparison,
  PodEffect,
  PodMatch,
  PodMatches,
  PodsContext,
  SidecarSetComparison,
} from './pods/types.js'
export type { Reportable } from './report/report-input.js'
