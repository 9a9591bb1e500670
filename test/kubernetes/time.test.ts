import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canonicalizeTime, parseTime } from '../../src/kubernetes/time.js'

describe('canonicalizeTime', () => {
  test.each([
    ['UTC stays', '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z'],
    ['an offset is taken off', '2026-01-01T01:30:00+01:30', '2026-01-01T00:00:00Z'],
    ['a negative offset too', '2025-12-31T19:00:00-05:00', '2026-01-01T00:00:00Z'],
    ['fractions are cut off', '2026-01-01T00:00:00.999999Z', '2026-01-01T00:00:00Z'],
    ['an hour of one digit, as Go reads it', '2026-01-01T5:00:00Z', '2026-01-01T05:00:00Z'],
    ['a leap day', '2024-02-29T12:00:00Z', '2024-02-29T12:00:00Z'],
    ['the year 1', '0001-01-01T00:00:00Z', '0001-01-01T00:00:00Z'],
  ])('%s', (_rule, text, expected) => expect(canonicalizeTime(text)).toBe(expected))

  test.each([
    '',
    '2026-01-01',
    '2026-13-01T00:00:00Z',
    '2026-02-29T00:00:00Z',
    '2026-01-01T24:00:00Z',
    '2026-01-01T:00:00Z',
    '2026-01-01T005:00:00Z',
    '2026-01-01T05:0:00Z',
    '2026-01-01T00:00:60Z',
    '2026-01-01 00:00:00Z',
    '2026-01-01T00:00:00',
    '2026-01-01T00:00:00+25:00',
  ])('no time: %j', (text) => expect(canonicalizeTime(text)).toBeUndefined())

  test.each([[1], [null], [undefined], [{}], [new Date(Number.NaN)]])('no time: %o', (value) =>
    expect(canonicalizeTime(value)).toBeUndefined(),
  )

  test('a Date gives what its ISO text gives', () => {
    const dates = fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
    fc.assert(
      fc.property(dates, (date) => {
        expect(canonicalizeTime(date)).toBe(canonicalizeTime(date.toISOString()))
        expect(parseTime(date.toISOString())).toBe(Math.floor(date.getTime() / 1000) * 1000)
      }),
    )
  })
})
