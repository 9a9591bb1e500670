import { RE2JS } from 're2js'

/** A compiled expression, or what is wrong with its text. */
export type GoRegexp =
  | {
      readonly ok: true
      /** Whether the expression matches anywhere in the text; linear in the length of the text. */
      test(text: string): boolean
    }
  | { readonly ok: false; readonly message: string }

/**
 * Compiles a regular expression of Go's dialect (RE2: no look-around, no back references). It agrees with Go on what is an
 * expression, except that Go lets two groups have the same name.
 *
 * @example compileGoRegexp('^app-').test('app-1')  // true, once `ok` has been asked
 * @example compileGoRegexp('(?=a)')                // { ok: false, message: '...' }
 */
export function compileGoRegexp(text: string): GoRegexp {
  try {
    const compiled = RE2JS.compile(text)
    return { ok: true, test: (subject) => compiled.test(subject) }
  } catch (error) {
    return { ok: false, message: error instanceof Error ? error.message : String(error) }
  }
}
