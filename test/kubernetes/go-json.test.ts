import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { encodeGoJson, encodeGoString } from '../../src/kubernetes/go-json.js'
import { compareUtf8, toByteString } from '../../src/kubernetes/utf8.js'

const rows = readFileSync(new URL('../../fixtures/recorded/json-go.jsonl', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line) as { value: unknown; text: string })

describe('recorded texts', () => {
  test.each(rows.map((row) => [JSON.stringify(row.value), row] as const))('%s', (_title, row) => {
    expect(encodeGoJson(row.value)).toBe(row.text)
    if (typeof row.value === 'string') expect(encodeGoString(row.value)).toBe(row.text)
  })
})

describe('beyond the recorded texts', () => {
  test.each<[why: string, value: unknown, text: string]>([
    ['two keys that become one: the later wins', { '\ud800': 1, '\udc00': 2 }, '{"\ufffd":2}'],
    ['undefined members are left out', { a: undefined, b: [undefined] }, '{"b":[null]}'],
    ['functions are left out', { a: () => 1, b: [() => 1] }, '{"b":[null]}'],
    ['numbers that JSON lacks', [Number.NaN, Number.NEGATIVE_INFINITY], '[null,null]'],
    ['no value at all', undefined, 'null'],
    ['a key named __proto__', JSON.parse('{"b":1,"__proto__":{"a":2}}'), '{"__proto__":{"a":2},"b":1}'],
    ['an object without a prototype', Object.assign(Object.create(null), { a: 1 }), '{"a":1}'],
  ])('%s', (_why, value, text) => {
    expect(encodeGoJson(value)).toBe(text)
  })

  test('a document nested deeper than the call stack', () => {
    const depth = 200_000
    const text = `${'['.repeat(depth)}${']'.repeat(depth)}`
    expect(encodeGoJson(JSON.parse(text)) === text).toBe(true)
  })
})

test('any JSON value is read back as itself', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(JSON.parse(encodeGoJson(value))).toEqual(value)
    }),
  )
})

describe('order of UTF-8 bytes', () => {
  test.each<[lower: string, higher: string]>([
    ['', 'a'],
    ['a', 'b'],
    ['a', 'ab'],
    ['Z', 'a'],
    ['\ud7ff', '\ue000'],
    ['\uffee', '\u{1f600}'],
    ['\ue000', '\u{10000}'],
    ['\u{1f600}', '\u{1f601}'],
    ['a\uffff', 'a\u{10000}'],
  ])('%j before %j', (lower, higher) => {
    expect(compareUtf8(lower, higher)).toBeLessThan(0)
    expect(compareUtf8(higher, lower)).toBeGreaterThan(0)
    expect(compareUtf8(higher, higher)).toBe(0)
  })

  test('agrees with the bytes themselves', () => {
    const text = fc.string({
      unit: fc.constantFrom('a', 'é', '\ud7ff', '\ue000', '\uffff', '\u{10000}', '\u{1f600}'),
    })
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(Math.sign(compareUtf8(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)))
      }),
    )
  })
})

describe('UTF-8 as one character a byte', () => {
  test('agrees with the bytes themselves', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(toByteString(text)).toBe(Buffer.from(text).toString('latin1'))
      }),
    )
  })
})
