export { issueCatalog, type IssueCode } from './catalog.js'
export { createIssueCollector, mostIssues, type IssueCollector } from './collector.js'
export { SidecarSetError, type ErrorStage } from './error.js'
export {
  countIssues,
  describeValue,
  formatCount,
  formatIssue,
  listIssues,
  formatResourceId,
} from './format.js'
export {
  toFieldPath,
  type FieldPath,
  type Issue,
  type OmittedIssues,
  type ResourceId,
  type Severity,
} from './issue.js'
