// As much of Vitest as the tests of mutated folders use, so that they run again and again in one process. Each test
// registers here; `in-process-runner.mjs` runs those that reach a mutant.
import {
  ASYMMETRIC_MATCHERS_OBJECT,
  JestAsymmetricMatchers,
  JestChaiExpect,
  JestExtend,
  chai,
} from '@vitest/expect'
import { format } from 'node:util'

chai.use(JestExtend)
chai.use(JestChaiExpect)
chai.use(JestAsymmetricMatchers)

/** The tests in the order in which they were declared: a unique id, and what to run. */
export const registered = []

/** Set by the runner to the file that is being loaded. */
export const loading = { file: '' }

const path = []

export function expect(value, message) {
  return chai.expect(value, message)
}
Object.assign(expect, chai.expect, globalThis[ASYMMETRIC_MATCHERS_OBJECT])

export function describe(name, body) {
  path.push(name)
  body()
  path.pop()
}

export function test(name, options, body) {
  const run = typeof options === 'function' ? options : body
  const title = [loading.file, ...path, name].join(' > ')
  registered.push({ id: `${registered.length} ${title}`, name: title, run })
}

for (const declare of [describe, test]) {
  declare.each = (rows) => (name, body) => {
    for (const row of rows) {
      const values = Array.isArray(row) ? row : [row]
      declare(format(name, ...values), () => body(...values))
    }
  }
  declare.skipIf = (isSkipped) => (isSkipped ? () => {} : declare)
}
