import { expect, test } from 'vitest'
import { createListMemory } from '../../../src/inject/decide/list-memory.js'

const [a, b, c] = [{ name: 'a' }, { name: 'b' }, { name: 'c' }] as const

/** A memory whose values are the number of the making. */
function counting(capacity: number): (...list: readonly object[]) => number {
  const memory = createListMemory<object, number>(capacity)
  let made = 0
  return (...list) => memory.get(list, () => (made += 1))
}

test('a list is found by the same objects in the same order', () => {
  const get = counting(10)
  expect([get(a, b), get(b, a), get(a), get(a, b, c), get()]).toEqual([1, 2, 3, 4, 5])
  expect([get(a, b), get(b, a), get(a), get(a, b, c), get()]).toEqual([1, 2, 3, 4, 5])
  expect(get({ name: 'a' })).toBe(6)
})

test('it holds no more than its capacity, and starts anew when it is full', () => {
  const get = counting(3)
  expect([get(a), get(b), get(c)]).toEqual([1, 2, 3])
  expect([get(a), get(b), get(c)]).toEqual([1, 2, 3])
  expect(get(a, b)).toBe(4)
  expect(get(a)).toBe(5)
  expect(get(a, b)).toBe(4)
})
