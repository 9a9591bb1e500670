/** What can be wrong with a resources expression, found while it is read or while it is computed. */
export type ExpressionErrorKind =
  | 'syntax'
  | 'too-deep'
  | 'invalid-quantity'
  | 'unknown-variable'
  | 'unknown-function'
  | 'wrong-argument-count'
  | 'quantity-times-quantity'
  | 'division-by-quantity'
  | 'division-by-zero'
  | 'negative-result'
  | 'out-of-range'

export interface ExpressionError {
  readonly kind: ExpressionErrorKind
  /** The finding in a sentence, with the values at hand. For people: its wording is no contract. */
  readonly message: string
}

export interface ExpressionFailure {
  readonly ok: false
  readonly error: ExpressionError
}

/** A value, or why there is none. */
export type ExpressionResult<T> = { readonly ok: true; readonly value: T } | ExpressionFailure

export function succeed<T>(value: T): ExpressionResult<T> {
  return { ok: true, value }
}

export function fail(kind: ExpressionErrorKind, message: string): ExpressionFailure {
  return { ok: false, error: { kind, message } }
}
