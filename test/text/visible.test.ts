import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { quote, cut, messageText, visible } from '../../src/text/visible.js'

describe('visible text', () => {
  test.each([
    ['plain text stays', 'a b-c', 'a b-c'],
    ['other scripts stay', 'naïve 名前 🙂', 'naïve 名前 🙂'],
    ['line ends', 'a\r\nb\u2028c', 'a\\r\\nb\\u2028c'],
    ['escape sequences', '\u001b[31mred\u009b', '\\u001b[31mred\\u009b'],
    ['marks of direction', 'a\u202eb\u2066c\u200f', 'a\\u202eb\\u2066c\\u200f'],
    ['letters without width', 'a\u200bb\ufeff\u2060', 'a\\u200bb\\ufeff\\u2060'],
    ['letters that are drawn as nothing', '\u115f\u3164\uffa0\u2800', '\\u115f\\u3164\\uffa0\\u2800'],
    ['variation selectors', 'a\ufe0f\u{e0101}', 'a\\ufe0f\\u{e0101}'],
    ['tags', 'a\u{e0041}\u{e007f}', 'a\\u{e0041}\\u{e007f}'],
    ['spaces that are none', 'a\u00a0b\u3000', 'a\\u00a0b\\u3000'],
    ['halves of a pair', 'a\ud83d', 'a\\ud83d'],
    ['commands of CI systems', '::error::x a ::set-env', '\\u003a:error::x a \\u003a:set-env'],
    ['commands within a line', 'x##[error]y ##vso[task]', 'x\\u0023#[error]y \\u0023#vso[task]'],
    ['what only looks like one', 'a::b # c ## d', 'a::b # c ## d'],
  ])('%s', (_title, given, expected) => expect(visible(given)).toBe(expected))

  const texts = fc.string({ unit: 'binary' })

  test('is its own visible form, and so is what is put together of it', () => {
    fc.assert(
      fc.property(texts, texts, (a, b) => {
        expect(visible(visible(a))).toBe(visible(a))
        expect(`${visible(a)}, ${visible(b)}`).toBe(visible(`${visible(a)}, ${visible(b)}`))
      }),
    )
  })

  test('long runs of spaces and line ends take no time to speak of', () => {
    expect(visible(`${' '.repeat(1e6)}\n${' '.repeat(1e6)}`)).toHaveLength(2e6 + 2)
  })
})

test('text is cut between characters', () => {
  expect(cut('abcdef', 6)).toBe('abcdef')
  expect(cut('abcdefg', 6)).toBe('abc...')
  expect(cut('ab🙂defg', 6)).toBe('ab...')
})

test('a message is bounded, whatever it quotes', () => {
  expect(messageText('\u0000'.repeat(1e6)).length).toBeLessThanOrEqual(1024)
  expect(messageText('short')).toBe('short')
})

test('quotes are visible and short', () => {
  expect(quote('a "b"\n\u200b')).toBe('"a \\"b\\"\\n\\u200b"')
  expect(quote('x'.repeat(1e6)).length).toBeLessThan(100)
})
