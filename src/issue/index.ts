export { issueCatalog, type CatalogEntry, type IssueCode } from './catalog.js'
export { createIssueCollector, mostIssues, type IssueCollector } from './collector.js'
export { SidecarSetError, type ErrorStage } from './error.js'
export {
  countIssues,
  describeOmitted,
  describeValue,
  formatCount,
  formatIssue,
  listIssues,
  formatResourceId,
  isSecretPath,
  quotingHint,
} from './format.js'
export {
  toFieldPath,
  type FieldPath,
  type Issue,
  type OmittedIssues,
  type ResourceId,
  type Severity,
} from './issue.js'
