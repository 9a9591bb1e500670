import { RE2JS } from 're2js'

/** A compiled expression, or what is wrong with its text. */
export type GoRegexp =
  | {
      readonly ok: true
      /** Whether the expression matches anywhere in the text; linear in the length of the text. */
      test(text: string): boolean
    }
  | {
      readonly ok: false
      readonly message: string
      /** The build at hand cannot read it, whether Go can or not. */
      readonly isUnsupported?: true
    }

/** Counted repetitions are written out when an expression is compiled: 10,000 of `a{1000}` would take minutes. */
const longestExpression = 1024

/**
 * Compiles a regular expression of Go's dialect (RE2: no look-around, no back references). It agrees with Go on what is an
 * expression, except that Go lets two groups have the same name, and that none may be longer than 1,024 characters here.
 *
 * @example compileGoRegexp('^app-').test('app-1')  // true, once `ok` has been asked
 * @example compileGoRegexp('(?=a)')                // { ok: false, message: '...' }
 */
export function compileGoRegexp(text: string): GoRegexp {
  if (text.length > longestExpression)
    return { ok: false, message: `the expression is longer than ${longestExpression} characters` }
  try {
    const compiled = RE2JS.compile(text)
    return { ok: true, test: (subject) => compiled.test(subject) }
  } catch (error) {
    return { ok: false, message: error instanceof Error ? error.message : String(error) }
  }
}
