import fc from 'fast-check'
import { expect, test } from 'vitest'
import { extend, ownValue, setOwn } from '../../src/read/index.js'

const keys = fc.oneof(fc.constantFrom('__proto__', 'constructor', 'a', 'b', '1'), fc.string({ maxLength: 2 }))
const maps = fc
  .array(fc.tuple(keys, fc.nat()), { maxLength: 4 })
  .map(
    (entries) =>
      JSON.parse(`{${entries.map(([key, value]) => `${JSON.stringify(key)}:${value}`).join(',')}}`) as object,
  )

test('extend is a spread, whatever the keys', () => {
  fc.assert(
    fc.property(fc.option(maps), maps, (base, changes) => {
      const extended = extend<object>(base, changes)
      expect(JSON.stringify(extended)).toBe(JSON.stringify({ ...base, ...changes }))
      expect(Object.getPrototypeOf(extended)).toBe(Object.prototype)
    }),
    { numRuns: 1000 },
  )
})

test('what was set is found, and nothing else', () => {
  fc.assert(
    fc.property(keys, keys, (key, other) => {
      const fresh: Record<string, unknown> = {}
      setOwn(fresh, key, 1)
      expect(ownValue(fresh, key)).toBe(1)
      if (other !== key) expect(ownValue(fresh, other)).toBeUndefined()
    }),
  )
})
