import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isDnsLabel, isObjectName } from '../../src/kubernetes/names/index.js'
import { closestWord, suggestDnsLabel, suggestObjectName } from '../../src/text/suggestions.js'
import { hasOuterSpace, quote } from '../../src/text/visible.js'

describe('the closest word', () => {
  test.each<[string, string[], string | undefined]>([
    ['volumeMount', ['volumeMounts', 'volumeDevices'], 'volumeMounts'],
    ['Image', ['image', 'images'], 'image'],
    ['pull-policy', ['pullPolicy'], 'pullPolicy'],
    ['volumMuonts', ['volumeMounts'], 'volumeMounts'],
    ['type', ['upgradeType', 'hotUpgradeEmptyImage'], 'upgradeType'],
    ['key', ['keyring'], undefined],
    ['foo', ['name', 'image'], undefined],
    ['', ['name'], undefined],
    ['x'.repeat(65), ['x'.repeat(64)], undefined],
  ])('of %j among %j is %j', (text, words, expected) => {
    expect(closestWord(text, words)).toBe(expected)
  })

  test('is one of the words, or none', () => {
    fc.assert(
      fc.property(fc.string(), fc.array(fc.string()), (text, words) => {
        const found = closestWord(text, words)
        expect(found === undefined || words.includes(found)).toBe(true)
      }),
    )
  })
})

describe('a name close to a text', () => {
  test.each<[string, string | undefined]>([
    ['Log_Agent', 'log-agent'],
    ['presets.v2', 'presets-v2'],
    ['-ab-', 'ab'],
    ['ünï', undefined],
    ['日本語', undefined],
    ['___', undefined],
  ])('%j: %j', (text, expected) => expect(suggestDnsLabel(text)).toBe(expected))

  test('has 253 characters at most', () => {
    const name = suggestObjectName('\u0130'.repeat(253)) ?? 'a'
    expect(isObjectName(name)).toBe(true)
  })

  test('is one, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        const [label, name] = [suggestDnsLabel(text), suggestObjectName(text)]
        expect(label === undefined || isDnsLabel(label)).toBe(true)
        expect(name === undefined || isObjectName(name)).toBe(true)
      }),
    )
  })
})

test('a text in quotes is cut where it is long', () => {
  expect(quote('a"b')).toBe('"a\\"b"')
  expect(quote('x'.repeat(81))).toBe(`"${'x'.repeat(80)}..."`)
})

test.each([
  ['a', false],
  [' a', true],
  ['a\n', true],
  ['a\u0085', true],
  ['\ufeffa', false],
  ['a b', false],
])('%j has white space around it: %j', (text, expected) => expect(hasOuterSpace(text)).toBe(expected))
