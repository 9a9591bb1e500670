export { applyResourcesPolicy, computeResourcesPolicy } from './compute.js'
export {
  compileResourcesExpression,
  evaluateResourcesExpression,
  validateResourcesExpression,
  type ResourcesExpression,
} from './expression.js'
export type { ExpressionError, ExpressionErrorKind, ExpressionResult } from './expression-error.js'
export { compileResourcesPolicy, type CompiledResourcesPolicy } from './policy.js'
export type {
  ExpressionResource,
  ResourcesPath,
  ResourcesPolicyError,
  ResourcesPolicyResult,
} from './policy-error.js'
export { selectResourcesTargets } from './targets.js'
