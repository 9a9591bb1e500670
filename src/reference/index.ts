export {
  authorizeReference,
  type ReferenceReason,
  type ReferenceRequest,
  type ReferenceVerdict,
  decideReferences,
  wordReference,
  type DecidedReference,
  unauthorizedReferenceIssue,
  type ReferenceDecision,
  type ReferenceRoute,
  type WantedReference,
  describeReferenceReason,
} from './authorize-reference.js'
export { compileGrants, type BindingId, type Grant, type GrantedObject, type Grants } from './grants.js'
export { describeGrants, formatGrants, type GrantDescription } from './describe-grants.js'
export {
  findQualifiedReferences,
  findReferences,
  holdsQualifiedReference,
  type FoundReference,
  type QualifiedReference,
  type QualifiedReferences,
  type ResourceKind,
} from './find-references.js'
export { findForbiddenReferences, findForbiddenVariable, findNameFields } from './forbidden-references.js'
export {
  formatResourceReference,
  parseResourceReference,
  safeParseResourceReference,
  type ParsedReference,
  type ResourceReference,
} from './resource-reference.js'
