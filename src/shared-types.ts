// The types that every entry exports: whoever imports from one entry only can name all that its functions take and give.

export type { FieldPath, Issue, IssueCode, OmittedIssues, ResourceId, Severity } from './issue/index.js'
export type * from './manifest/api-types.js'
export type * from './manifest/manifest-types.js'
export type { Position, SourceMap } from './manifest/index.js'
export type { JsonPatchOperation } from './patch/index.js'
export type { ProfileName } from './profile.js'
export type { ProfileOptions } from './sidecarset/options.js'
