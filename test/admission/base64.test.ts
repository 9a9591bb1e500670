import fc from 'fast-check'
import { expect, test } from 'vitest'
import { encodeBase64 } from '../../src/admission/base64.js'

const encode = (text: string): string =>
  encodeBase64({ text, isAscii: Buffer.byteLength(text) === text.length })

test.each([
  '',
  'a',
  'ab',
  'abc',
  'abcd',
  'é',
  '名前',
  '😀',
  '\u0000',
  '\u07ff\u0800\uffff\u{10000}\u{10ffff}',
])('%j', (text) => {
  expect(encode(text)).toBe(Buffer.from(text, 'utf8').toString('base64'))
})

test('any text is encoded as Node does it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(encode(text)).toBe(Buffer.from(text, 'utf8').toString('base64'))
    }),
    { numRuns: 2000 },
  )
})
