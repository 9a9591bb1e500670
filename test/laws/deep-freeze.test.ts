import { expect, test } from 'vitest'
import { deepFreeze } from './deep-freeze.js'

test('freezes every level and returns the value itself', () => {
  const value = { list: [{ name: 'a' }], text: 'x', nothing: null }
  expect(deepFreeze(value)).toBe(value)
  expect(() => value.list.push({ name: 'b' })).toThrow(TypeError)
  expect(() => Object.assign(value.list[0] ?? {}, { name: 'c' })).toThrow(TypeError)
})

test('freezes members of what is frozen already', () => {
  const inner = { a: 1 }
  deepFreeze(Object.freeze({ inner }))
  expect(Object.isFrozen(inner)).toBe(true)
})

test('ends on cycles and on deep nesting', () => {
  const cycle: { self?: unknown } = {}
  cycle.self = cycle
  expect(Object.isFrozen(deepFreeze(cycle))).toBe(true)
  expect(() => deepFreeze(JSON.parse('['.repeat(5000) + ']'.repeat(5000)))).not.toThrow()
})
