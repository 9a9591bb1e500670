import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  annotationKeyMistakes,
  cIdentifierMistakes,
  configMapKeyMistakes,
  dnsLabelMistakes,
  dnsSubdomainMistakes,
  envVarNameMistakes,
  hasParentElement,
  isAnnotationKey,
  isDnsLabel,
  isFileMode,
  isHeaderName,
  isLabelValue,
  isObjectName,
  isPercent,
  isPortNumber,
  isQualifiedName,
  isUserOrGroupId,
  labelValueMistakes,
  localPathMistakes,
  portNameMistakes,
  portOrNameMistakes,
  qualifiedNameMistakes,
  relativePathMistakes,
} from '../../../src/kubernetes/names/index.js'
import { byteLength } from '../../../src/kubernetes/utf8.js'

describe('lengths are bytes of UTF-8', () => {
  test.each([
    ['empty', '', 0],
    ['ASCII', 'abc', 3],
    ['two bytes', 'é', 2],
    ['three bytes', '名', 3],
    ['a surrogate pair', '😀', 4],
    ['a lone surrogate, read as U+FFFD', '\ud800', 3],
    ['a lone surrogate before a letter', '\ud800a', 4],
    ['a low surrogate first', '\udc00\ud800', 6],
  ])('%s', (_title, text, bytes) => {
    expect(byteLength(text)).toBe(bytes)
  })

  test('as an encoder counts them', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(byteLength(text)).toBe(new TextEncoder().encode(text).length)
      }),
    )
  })
})

describe('one sentence for each broken part', () => {
  test.each<[title: string, mistakes: readonly string[], count: number]>([
    ['port name: fine', portNameMistakes('http-2'), 0],
    ['port name: 15 characters', portNameMistakes('abcdefghijklmno'), 0],
    ['port name: 16 characters', portNameMistakes('abcdefghijklmnop'), 1],
    ['port name: empty lacks characters and a letter', portNameMistakes(''), 2],
    ['port name: digits only', portNameMistakes('8080'), 1],
    ['port name: capitals', portNameMistakes('Http'), 1],
    ['port name: two hyphens in a row', portNameMistakes('a--b'), 1],
    ['port name: hyphen first', portNameMistakes('-a'), 1],
    ['port name: only hyphens break three rules', portNameMistakes('--'), 3],
    ['port name: everything at once', portNameMistakes('-_--_--_--_--_--_-'), 5],
    ['port or name: a number', portOrNameMistakes(8080), 0],
    ['port or name: a name', portOrNameMistakes('http'), 0],
    ['port or name: a number as text', portOrNameMistakes('8080'), 1],
    ['port or name: absent', portOrNameMistakes(undefined), 1],
    ['port or name: too large', portOrNameMistakes(65536), 1],
    ['port or name: a fraction', portOrNameMistakes(1.5), 1],
    ['relative path: empty', relativePathMistakes(''), 0],
    ['relative path: dots inside names', relativePathMistakes('..a/b..'), 0],
    ['relative path: absolute', relativePathMistakes('/a'), 1],
    ['relative path: several parents are one mistake', relativePathMistakes('../a/../..'), 1],
    ['relative path: absolute with a parent', relativePathMistakes('/..'), 2],
    ['local path: fine', localPathMistakes('a/..b'), 0],
    ['local path: a name that the kubelet uses', localPathMistakes('..data'), 1],
    ['local path: a parent first is only that', localPathMistakes('../a'), 1],
    ['local path: just the parent is both', localPathMistakes('..'), 2],
    ['annotation key: capitals in the prefix', annotationKeyMistakes('Example.COM/Name'), 0],
    ['annotation key: a capital I with a dot, a letter to Go', annotationKeyMistakes('\u0130'), 0],
    ['annotation key: an umlaut', annotationKeyMistakes('Ä'), 1],
    ['env name: forbidden letters and dots first', envVarNameMistakes('..='), 2],
    [
      'config key: too long, forbidden letters and dots first',
      configMapKeyMistakes(`..${'/'.repeat(252)}`),
      3,
    ],
    ['qualified name: long prefix and empty name', qualifiedNameMistakes(`${'A'.repeat(254)}/`), 4],
  ])('%s', (_title, mistakes, count) => {
    expect(mistakes).toHaveLength(count)
  })
})

describe('predicates', () => {
  test.each<[title: string, answer: boolean, expected: boolean]>([
    ['a DNS label', isDnsLabel('a-1'), true],
    ['a DNS label has no dots', isDnsLabel('a.b'), false],
    ['an object name has dots', isObjectName('a.b'), true],
    ['namespace/name is no object name', isObjectName('kube-system/a'), false],
    ['a label key', isQualifiedName('a.b/C_d'), true],
    ['capitals in the prefix of a label key', isQualifiedName('A.b/c'), false],
    ['capitals in the prefix of an annotation key', isAnnotationKey('A.b/c'), true],
    ['the empty label value', isLabelValue(''), true],
    ['a label value with a newline at its end', isLabelValue('a\n'), false],
    ['port 1', isPortNumber(1), true],
    ['port 65535', isPortNumber(65535), true],
    ['port 0', isPortNumber(0), false],
    ['a port as text', isPortNumber('80'), false],
    ['id 0', isUserOrGroupId(0), true],
    ['id 2147483647', isUserOrGroupId(2147483647), true],
    ['id 2147483648', isUserOrGroupId(2147483648), false],
    ['id NaN', isUserOrGroupId(NaN), false],
    ['mode 0777', isFileMode(0o777), true],
    ['mode 01000', isFileMode(0o1000), false],
    ['mode -1', isFileMode(-1), false],
    ['more than 100 percent', isPercent('150%'), true],
    ['percent without digits', isPercent('%'), false],
    ['percent with a sign', isPercent('-1%'), false],
    ['percent with a newline', isPercent('1%\n'), false],
    ['a header', isHeaderName('X-Trace-1'), true],
    ['the empty header', isHeaderName(''), false],
    ['a header with an underscore', isHeaderName('X_A'), false],
    ['a parent element in the middle', hasParentElement('/a/../b'), true],
    ['dots that are no parent element', hasParentElement('/a/...'), false],
  ])('%s', (_title, answer, expected) => {
    expect(answer).toBe(expected)
  })
})

/** The formats as their published expressions spell them, to hold against the expressions that look for faults. */
const published = {
  dnsLabel: /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/,
  dnsSubdomain: /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/,
  labelValue: /^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$/,
}

test('formats are those of the published expressions', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'Z', '0', '-', '.', '_', 'é', '\n'), maxLength: 12 })
  fc.assert(
    fc.property(text, (value) => {
      expect(isDnsLabel(value)).toBe(published.dnsLabel.test(value))
      expect(isObjectName(value)).toBe(published.dnsSubdomain.test(value))
      expect(isLabelValue(value)).toBe(published.labelValue.test(value))
    }),
    { numRuns: 2000 },
  )
})

test.each([
  ['one letter', 'a'.repeat(2_000_000)],
  ['hyphens', `a${'-'.repeat(2_000_000)}!`],
  ['many labels', `${'a.'.repeat(1_000_000)}!`],
  ['many labels with hyphens', `${'a-a.'.repeat(500_000)}-`],
  ['slashes', '/'.repeat(2_000_000)],
])('very long texts are judged, not feared: %s', (_title, text) => {
  const checks = [
    (value: string) => dnsLabelMistakes(value, 'v1.9.0'),
    dnsSubdomainMistakes,
    qualifiedNameMistakes,
    annotationKeyMistakes,
    labelValueMistakes,
    configMapKeyMistakes,
    portNameMistakes,
  ]
  for (const check of checks) expect(check(text)).not.toHaveLength(0)
  for (const check of [envVarNameMistakes, cIdentifierMistakes, relativePathMistakes]) {
    expect(() => check(text)).not.toThrow()
  }
})
