import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { SidecarSetError } from '../../src/issue/index.js'
import {
  formatResourceReference,
  parseResourceReference,
  safeParseResourceReference,
  type ResourceReference,
} from '../../src/reference/index.js'

const label63 = 'a'.repeat(63)
const name253 = 'a'.repeat(253)

describe('parseResourceReference', () => {
  test.each<[title: string, text: string, reference: ResourceReference]>([
    ['a name', 'filebeat-config', { name: 'filebeat-config' }],
    ['a name with dots', 'kube-root-ca.crt', { name: 'kube-root-ca.crt' }],
    [
      'namespace and name',
      'kube-system/filebeat-config',
      { namespace: 'kube-system', name: 'filebeat-config' },
    ],
    ['digits only', '1/2', { namespace: '1', name: '2' }],
    ['the longest there is', `${label63}/${name253}`, { namespace: label63, name: name253 }],
  ])('reads %s', (_title, text, reference) => {
    expect(parseResourceReference(text)).toEqual(reference)
    expect(formatResourceReference(reference)).toBe(text)
  })

  test.each<[title: string, text: unknown]>([
    ['the empty text', ''],
    ['a slash alone', '/'],
    ['nothing before the slash', '/x'],
    ['nothing behind the slash', 'a/'],
    ['two slashes', 'a/b/c'],
    ['two slashes in a row', 'a//c'],
    ['upper case in the namespace', 'Kube-system/a'],
    ['upper case in the name', 'kube-system/A'],
    ['upper case in a plain name', 'Config'],
    ['a dot in the namespace', 'kube.system/a'],
    ['a name that ends with a dot', 'a/b.'],
    ['a name that starts with a dash', 'a/-b'],
    ['two dots in a row', 'a/b..c'],
    ['an underscore', 'a/b_c'],
    ['space around it', ' a/b'],
    ['a line break behind it', 'a/b\n'],
    ['a wildcard', 'kube-system/*'],
    ['a namespace that is too long', `${label63}a/b`],
    ['a name that is too long', `a/${name253}a`],
    ['letters of other scripts', 'a/ä'],
    ['no text', 7],
    ['null', null],
    ['undefined', undefined],
  ])('refuses %s', (_title, text) => {
    const error = errorOf(() => parseResourceReference(text as string))
    expect(error).toBeInstanceOf(SidecarSetError)
    expect((error as SidecarSetError).issues).toMatchObject([
      { code: 'invalid-reference', severity: 'error', path: [] },
    ])
    expect(safeParseResourceReference(text as string)).toEqual({
      ok: false,
      issues: (error as SidecarSetError).issues,
    })
  })

  test('the default namespace is for plain names only', () => {
    expect(parseResourceReference('conf', 'web')).toEqual({ namespace: 'web', name: 'conf' })
    expect(parseResourceReference('kube-system/conf', 'web')).toEqual({
      namespace: 'kube-system',
      name: 'conf',
    })
    expect(parseResourceReference('conf', '')).toEqual({ name: 'conf' })
  })

  test('a huge text is refused without being repeated in the message', () => {
    const parsed = safeParseResourceReference(`a/${'B'.repeat(1_000_000)}`)
    expect(parsed.ok ? 0 : parsed.issues[0]?.message.length).toBeLessThan(1000)
  })
})

describe('laws', () => {
  const alphanumeric = fc.constantFrom(...'abz019')
  const dashed = fc.constantFrom(...'abz019-')
  const label = fc
    .tuple(alphanumeric, fc.string({ unit: dashed, maxLength: 20 }), alphanumeric)
    .map((parts) => parts.join(''))
  const name = fc.array(label, { minLength: 1, maxLength: 4 }).map((labels) => labels.join('.'))
  const reference: fc.Arbitrary<ResourceReference> = fc.oneof(
    fc.record({ namespace: label, name }),
    fc.record({ name }),
  )

  test('parsing is the inverse of formatting', () => {
    fc.assert(
      fc.property(reference, (value) => {
        expect(parseResourceReference(formatResourceReference(value))).toEqual(value)
      }),
    )
  })

  test('any text is either refused or comes back the same, and nothing else is thrown', () => {
    const text = fc.oneof(
      fc.string(),
      fc.string({ unit: fc.constantFrom('a', '-', '.', '/', 'A') }),
      fc.string({ unit: 'binary' }),
    )
    fc.assert(
      fc.property(text, (value) => {
        const parsed = safeParseResourceReference(value)
        if (parsed.ok) expect(formatResourceReference(parsed.reference)).toBe(value)
        else expect(errorOf(() => parseResourceReference(value))).toBeInstanceOf(SidecarSetError)
      }),
    )
  })
})

function errorOf(run: () => unknown): unknown {
  try {
    run()
    return undefined
  } catch (error) {
    return error
  }
}
