export {
  authorizeReference,
  type DenialReason,
  type ReferenceReason,
  type ReferenceRequest,
  type ReferenceVerdict,
} from './authorize-reference.js'
export {
  compileGrants,
  type BindingId,
  type Grant,
  type GrantedObject,
  type Grants,
} from './compile-grants.js'
export {
  decideReferences,
  unauthorizedReferenceIssue,
  type ReferenceDecision,
  type ReferenceSubject,
} from './decide-references.js'
export { describeGrants, formatGrants, type GrantDescription } from './describe-grants.js'
export {
  findQualifiedReferences,
  findReferences,
  type FoundReference,
  type QualifiedReference,
  type QualifiedReferences,
  type ResourceKind,
} from './find-references.js'
export { describeReferenceReason, type ReferenceFacts } from './reasons.js'
export {
  formatResourceReference,
  isQualifiedReference,
  parseResourceReference,
  safeParseResourceReference,
  type ParsedReference,
  type ResourceReference,
} from './resource-reference.js'
