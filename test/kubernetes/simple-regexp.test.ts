import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compileGoRegexp as compileFully } from '../../src/kubernetes/go-regexp.js'
import { compileGoRegexp } from '../../src/kubernetes/simple-regexp.js'

/** Names that the expressions below are tried on. */
const texts = [
  '',
  'a',
  'app',
  'app-1',
  'web',
  'web.app',
  'a.b',
  'ab\nc',
  'A_9',
  '名前',
  ' ',
  'main',
  '$^',
  'a|b',
  '(a)',
  '😀',
]

describe('what it reads matches as re2js has it', () => {
  test.each([
    ['.*'],
    ['^.*$'],
    ['^(main|app2)$'],
    ['^main$'],
    ['^app'],
    ['名前'],
    ['path/to'],
    ['a b'],
    [''],
    ['^$'],
    ['$'],
    ['^a|b$'],
    ['a|'],
    ['^app-[0-9]+$'],
    ['^[a-z]+(-[a-z0-9]+|)$'],
    ['a\\.b'],
    ['\\w+\\d?'],
    ['\\(a\\)'],
    ['a\\|b'],
    ['[^a-z]'],
    ['[-a]'],
    ['[a\\-z]'],
    ['\\s'],
    ['😀?'],
  ])('%j', (expression) => {
    const [simple, full] = [compileGoRegexp(expression), compileFully(expression)]
    if (!simple.ok || !full.ok) throw new Error('one of them does not read it')
    expect(texts.filter((text) => simple.test(text))).toEqual(texts.filter((text) => full.test(text)))
  })

  const piece = fc.constantFrom(
    ...[
      'a',
      'b',
      '.',
      '\\.',
      '[ab]',
      '[^a]',
      '[a-c.]',
      '\\d',
      '\\w',
      '-',
      '|',
      '(',
      ')',
      '^',
      '$',
      '*',
      '+',
      '?',
      '\\',
      '[',
      ']',
    ],
  )
  const expression = fc.array(piece, { maxLength: 9 }).map((pieces) => pieces.join(''))
  const subject = fc.string({
    unit: fc.constantFrom('a', 'b', 'c', '-', '.', '1', '|', '\n', '\\'),
    maxLength: 8,
  })

  test('any expression, any text', () => {
    fc.assert(
      fc.property(expression, fc.array(subject, { minLength: 5, maxLength: 10 }), (pattern, subjects) => {
        const simple = compileGoRegexp(pattern)
        if (!simple.ok) return
        const full = compileFully(pattern)
        expect(full.ok, pattern).toBe(true)
        for (const text of subjects)
          expect([text, simple.test(text)]).toEqual([text, full.ok && full.test(text)])
      }),
      { numRuns: 5000 },
    )
  })
})

test.each([
  ['('],
  ['(?i)a'],
  ['a**'],
  ['a{2}'],
  ['\\pL'],
  ['(a)(b)'],
  ['((a))'],
  ['(a|b)+'],
  ['['],
  ['[b-a]'],
  ['\\(.b)'],
  ['a'.repeat(1025)],
])('%.12j is refused as unsupported', (expression) =>
  expect(compileGoRegexp(expression)).toMatchObject({ ok: false, isUnsupported: true }),
)

test('time grows with the length of the text, however many repetitions there are', () => {
  const compiled = compileGoRegexp(`^${'a*'.repeat(200)}$`)
  expect(compiled.ok && compiled.test(`${'a'.repeat(2000)}b`)).toBe(false)
})
