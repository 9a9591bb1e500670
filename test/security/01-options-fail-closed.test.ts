import { describe, expect, test } from 'vitest'
import type { AdmissionReview } from '../../src/index.js'
import { authorizeSet } from '../../src/inject/decide/authorize.js'
import { accepts } from '../../src/options/index.js'
import { compileGrants, findQualifiedReferences } from '../../src/reference/index.js'
import { library, now, optionCalls, pod, sidecarSet, withoutOptions, type OptionCall } from './calls.js'
import { wrongValues } from './nasty-values.js'

const { createInjector, SidecarSetError } = library

/** Which option a call complains about, and with which code. */
function complaintOf(call: OptionCall, options: Readonly<Record<string, unknown>>): unknown {
  if (call.answers === true) {
    const { response } = call.run(options) as AdmissionReview
    if (response?.allowed !== false || response.status?.code !== 500) return response
    return /invalid-option|unknown-option/.exec(response.status.message)?.[0]
  }
  try {
    call.run(options)
    return 'nothing'
  } catch (error) {
    if (!(error instanceof SidecarSetError) || error.stage !== 'options') throw error
    return error.issues.map(({ code, path }) => `${code} ${path.join('.')}`).join()
  }
}

describe.each(optionCalls)('$title', (call) => {
  test.each(Object.entries(call.table))('refuses wrong values of %s', (name, entry) => {
    for (const [kind, value] of wrongValues.filter(([, each]) => !accepts(entry, each))) {
      const expected = call.answers === true ? 'invalid-option' : `invalid-option ${name}`
      expect([kind, complaintOf(call, { [name]: value })]).toEqual([kind, expected])
    }
  })

  test.skipIf(call.title.includes('platform') || call.title === 'convertSidecarSet')('refuses a typo', () => {
    for (const name of Object.keys(call.table)) {
      const typo = `${name.slice(0, -1)}_`
      const expected = call.answers === true ? 'unknown-option' : `unknown-option ${typo}`
      expect(complaintOf(call, { [typo]: undefined })).toBe(expected)
    }
  })
})

test('every public function is in the table, or takes no options', () => {
  const functions = Object.entries(library).flatMap(([name, value]) =>
    typeof value === 'function' ? [name] : [],
  )
  const covered = new Set([...withoutOptions, ...optionCalls.map(({ title }) => title.split(/[ (]/)[0])])
  expect(functions.filter((name) => !covered.has(name))).toEqual([])
  expect([...covered].filter((name) => name === undefined || !functions.includes(name))).toEqual([])
})

test('what parseManifests returns can be handed on as it is', () => {
  expect(createInjector(library.parseManifests('')).inject(pod, { now }).changed).toBe(false)
})

test('a message names the option, the value and what is allowed', () => {
  expect(() => createInjector({ sidecarSets: [], unauthorizedReference: 'Deny' as never })).toThrow(
    'createInjector: unauthorizedReference is "Deny"; it takes "deny", "skip" or "allow"',
  )
  expect(() => createInjector({ sidecarSets: [], unautorizedReference: 'deny' } as never)).toThrow(
    'there is no option "unautorizedReference"; did you mean unauthorizedReference?',
  )
})

test('a message does not show the text of an option that is no choice', () => {
  expect(() => createInjector({ sidecarSets: [], resourceBindings: 'password' as never })).toThrow(
    /resourceBindings is text; it takes a list/,
  )
})

test('a polluted Object.prototype opens nothing', () => {
  const prototype = Object.prototype as { unauthorizedReference?: string }
  prototype.unauthorizedReference = 'allow'
  try {
    expect(createInjector({ sidecarSets: [sidecarSet] }).inject(pod, { now }).allowed).toBe(false)
  } finally {
    delete prototype.unauthorizedReference
  }
})

test('an option is read once, whatever a getter answers the second time', () => {
  let reads = 0
  const config = {
    sidecarSets: [sidecarSet],
    get unauthorizedReference() {
      return reads++ === 0 ? 'deny' : 'allow'
    },
  }
  expect(createInjector(config as never).inject(pod, { now }).allowed).toBe(false)
  expect(reads).toBe(1)
})

test('an unknown policy refuses, even where nobody has checked it', () => {
  const brought = findQualifiedReferences(sidecarSet.spec?.volumes ?? [], { sidecarSet: 'logs' })
  const subject = { sidecarSet: 'logs', podNamespace: 'web' }
  for (const policy of ['Deny', '', false, undefined, null])
    expect(authorizeSet(brought, subject, compileGrants([]), policy as never).verdict).toBe('refuse')
})
