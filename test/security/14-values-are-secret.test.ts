import { describe, expect, test } from 'vitest'
import { everyText } from './every-text.js'
import { secretSubject } from './secret-subject.js'

// Threat: a password in a Secret, a ConfigMap, a variable, an annotation or an argument is printed in a message, and so
// in the logs of CI and in events of the cluster.

describe('no value below data, stringData, env[].value, annotations, args and command is in any text', () => {
  test.each([
    ['text', 'canary-4711-canary'],
    ['a number', 47114711],
    ['a list', ['canary-4711-canary']],
    ['a mapping', { inner: 'canary-4711-canary' }],
    ['JSON', '{"password":"canary-4711-canary","n":47114711}'],
    ['JSON that ends too early', '{"password":"canary-4711-canary"'],
    ['text of several lines', 'a\ncanary-4711-canary\nb'],
  ])('where it is %s', (_kind, value) => {
    const leaks = everyText(secretSubject(value)).filter(({ text }) => /4711/.test(text))
    expect(leaks.map(({ from, text }) => `${from}: ${text}`)).toEqual([])
  })
})
