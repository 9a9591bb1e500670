// The public surface, grouped by stage. A test pins this list.
export {
  formatIssues,
  toFieldPath,
  type Issue,
  type IssueCode,
  type Severity,
  type ResourceId,
} from './issue/index.js'
