import type { ExpressionError } from './expression-error.js'

/** Limits or requests. */
export type ResourcesSide = 'limits' | 'requests'

/** The resources that have expressions, and are their variables too. */
export type ExpressionResource = 'cpu' | 'memory'

/** A place in `resources` of a container, and in `resourcesExpr` of a policy. */
export type ResourcesPath = readonly [ResourcesSide, ExpressionResource]

/** Why a resourcesPolicy gives a sidecar no resources for some Pod. Messages are for people. */
export type ResourcesPolicyError =
  | { readonly kind: 'invalid-pattern'; readonly message: string }
  | { readonly kind: 'no-target'; readonly message: string }
  | {
      /** An amount of a target cannot be read, or is out of all proportion to that of another target. */
      readonly kind: 'invalid-target-amount'
      readonly message: string
      readonly path: ResourcesPath
    }
  | {
      readonly kind: 'invalid-expression'
      readonly message: string
      readonly path: ResourcesPath
      readonly error: ExpressionError
    }

export interface ResourcesPolicyFailure {
  readonly ok: false
  readonly error: ResourcesPolicyError
}

/** A value, or why there is none. */
export type ResourcesPolicyResult<T> = { readonly ok: true; readonly value: T } | ResourcesPolicyFailure
