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
export type { ProfileName } from './profile.js'

export { createInjector, injectSidecars } from './inject/injector.js'
export type * from './inject/types.js'
export { defaultSidecarSet } from './sidecarset/default-sidecar-set.js'
export { hashSidecarSet, type SidecarSetHashes } from './sidecarset/hash.js'
export { InjectionError } from './sidecarset/injection-error.js'
export { applyPatch, PatchError, type JsonPatchOperation } from './patch/index.js'
