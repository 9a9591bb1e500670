// The public surface, grouped by stage. A test pins this list.

export {
  formatIssues,
  toFieldPath,
  type Issue,
  type IssueCode,
  type ResourceId,
  type Severity,
} from './issue/index.js'

export type * from './manifest/api-types.js'
export type * from './manifest/manifest-types.js'
