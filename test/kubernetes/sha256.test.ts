import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { sha256Hex } from '../../src/kubernetes/sha256.js'
import { encodeUtf8 } from '../../src/kubernetes/utf8.js'

describe('encodeUtf8', () => {
  test.each<[text: string, bytes: number[]]>([
    ['', []],
    ['a\u007f', [0x61, 0x7f]],
    ['\u0080\u07ff', [0xc2, 0x80, 0xdf, 0xbf]],
    ['\u0800\uffff', [0xe0, 0xa0, 0x80, 0xef, 0xbf, 0xbf]],
    ['\u{10000}\u{10ffff}', [0xf0, 0x90, 0x80, 0x80, 0xf4, 0x8f, 0xbf, 0xbf]],
    ['\ud800', [0xef, 0xbf, 0xbd]],
    ['\udc00a', [0xef, 0xbf, 0xbd, 0x61]],
  ])('%j', (text, bytes) => expect([...encodeUtf8(text)]).toEqual(bytes))

  test('agrees with the encoder of the host', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect([...encodeUtf8(text)]).toEqual([...new TextEncoder().encode(text)])
      }),
    )
  })
})

describe('sha256Hex', () => {
  test('of nothing', () =>
    expect(sha256Hex('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'))

  test('agrees with the host', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        expect(sha256Hex(text)).toBe(createHash('sha256').update(text, 'utf8').digest('hex'))
      }),
    )
  })
})
