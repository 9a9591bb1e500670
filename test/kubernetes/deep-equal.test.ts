import fc from 'fast-check'
import { isEqual } from 'lodash-es'
import { expect, test } from 'vitest'
import { deepEqual } from '../../src/kubernetes/plain-data.js'

test.each<[string, unknown, unknown, boolean]>([
  ['the order of keys does not matter', { a: 1, b: [2] }, { b: [2], a: 1 }, true],
  ['the order of a list does', [1, 2], [2, 1], false],
  ['absent is not null', {}, { a: null }, false],
  ['a list is no mapping', [], {}, false],
  ['text is no number', '1', 1, false],
  ['a key of the machinery is a key', JSON.parse('{"__proto__":1}'), {}, false],
  ['and so is one that objects inherit', { constructor: { a: 1 } }, { constructor: { a: 1 } }, true],
  ['what is inherited is not there', { toString: 'x' }, {}, false],
  ['as many keys, but others', { a: undefined }, { b: undefined }, false],
  ['zero is zero, whatever its sign', 0, -0, true],
  ['dates of one time', { at: new Date(5) }, { at: new Date(5) }, true],
  ['dates of two times', new Date(5), new Date(6), false],
  ['a date is no mapping', new Date(5), {}, false],
  ['null is no mapping', null, {}, false],
])('%s', (_, a, b, expected) => {
  expect(deepEqual(a, b)).toBe(expected)
  expect(deepEqual(b, a)).toBe(expected)
})

test('a value equals its copy', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(deepEqual(value, structuredClone(value))).toBe(true)
    }),
  )
})

test('values are equal when their texts are, but for the order of keys', () => {
  const sorted = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(sorted)
    if (typeof value !== 'object' || value === null) return value
    const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
    return { members: members.map(([key, member]) => [key, sorted(member)]) }
  }
  const small = fc.jsonValue({ maxDepth: 2, depthSize: 'xsmall' })
  fc.assert(
    fc.property(small, small, (a, b) => {
      expect(deepEqual(a, b)).toBe(JSON.stringify(sorted(a)) === JSON.stringify(sorted(b)))
    }),
    { numRuns: 2000 },
  )
})

test('what is nested too deep equals nothing, and exhausts no stack', () => {
  const nested = (depth: number): unknown => JSON.parse('['.repeat(depth) + ']'.repeat(depth))
  expect(deepEqual(nested(500), nested(500))).toBe(true)
  expect(deepEqual(nested(501), nested(501))).toBe(false)
  expect(deepEqual(nested(100_000), nested(100_000))).toBe(false)
  expect(deepEqual([], nested(100_000))).toBe(false)
})

test('agrees with lodash about any two JSON values, and about variants of one', () => {
  const parse = (text: string): unknown => JSON.parse(text)
  const pairs = fc.oneof(
    fc.tuple(fc.json().map(parse), fc.json().map(parse)),
    fc.json().map((text) => [parse(text), parse(text)] as const),
  )
  fc.assert(fc.property(pairs, ([a, b]) => deepEqual(a, b) === isEqual(a, b)))
})
