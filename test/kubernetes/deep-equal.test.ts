import fc from 'fast-check'
import { expect, test } from 'vitest'
import { deepEqual } from '../../src/kubernetes/deep-equal.js'

test.each<[string, unknown, unknown, boolean]>([
  ['the order of keys does not matter', { a: 1, b: [2] }, { b: [2], a: 1 }, true],
  ['the order of a list does', [1, 2], [2, 1], false],
  ['absent is not null', {}, { a: null }, false],
  ['a list is no mapping', [], {}, false],
  ['text is no number', '1', 1, false],
  ['a key of the machinery is a key', JSON.parse('{"__proto__":1}'), {}, false],
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

test('what is nested too deep equals nothing, and exhausts no stack', () => {
  const nested = (depth: number): unknown => JSON.parse('['.repeat(depth) + ']'.repeat(depth))
  expect(deepEqual(nested(500), nested(500))).toBe(true)
  expect(deepEqual(nested(501), nested(501))).toBe(false)
  expect(deepEqual(nested(100_000), nested(100_000))).toBe(false)
  expect(deepEqual([], nested(100_000))).toBe(false)
})
