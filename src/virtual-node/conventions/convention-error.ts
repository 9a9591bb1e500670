import type { VariableName } from './table.js'

/** Why a value cannot be written. */
export type ConventionErrorCode = 'not-an-integer' | 'out-of-range' | 'not-a-choice'

/** Thrown by the builders of variables for a value that the platform does not document. */
export class ConventionError extends RangeError {
  override readonly name: string = 'ConventionError'
  readonly code: ConventionErrorCode
  /** The variable that was to be written. */
  readonly variable: VariableName

  constructor(code: ConventionErrorCode, variable: VariableName, message: string) {
    super(message)
    this.code = code
    this.variable = variable
  }
}
