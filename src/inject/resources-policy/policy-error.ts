import type { ExpressionError } from './expression-error.js'
import type { ExpressionResource } from './expression.js'

/** Why a resourcesPolicy gives a sidecar no resources for some Pod. */
export type ResourcesPolicyError =
  | { readonly kind: 'invalid-pattern'; readonly message: string }
  | { readonly kind: 'no-target'; readonly message: string }
  | {
      readonly kind: 'invalid-target-amount'
      readonly message: string
      readonly container: string
      /** The place in the target container's `resources`. */
      readonly path: readonly ['limits' | 'requests', ExpressionResource]
    }
  | {
      readonly kind: 'invalid-expression'
      readonly message: string
      /** The place in the policy's `resourcesExpr`. */
      readonly path: readonly ['limits' | 'requests', ExpressionResource]
      readonly error: ExpressionError
    }

/** A value, or why there is none. */
export type ResourcesPolicyResult<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: ResourcesPolicyError }
