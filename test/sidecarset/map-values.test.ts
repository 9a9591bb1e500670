import { expect, test } from 'vitest'
import { mapValues } from '../../src/sidecarset/pod-defaults.js'

test('a key __proto__ is a key, and one called length no length', () => {
  const amounts = JSON.parse('{"__proto__": "1", "length": "2", "constructor": "3"}') as Record<
    string,
    string
  >
  const mapped = mapValues(amounts, (amount: string) => `${amount}m`)
  expect(JSON.stringify(mapped)).toBe('{"__proto__":"1m","length":"2m","constructor":"3m"}')
})
