import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addQuantities,
  canonicalizeQuantity,
  compareQuantities,
  formatQuantity,
  isZero,
  milliValueOf,
  parseQuantity,
  quantityOfMilli,
  roundUpToMilli,
  signOf,
  subtractQuantities,
  type Quantity,
  type QuantityFormat,
} from '../../../src/kubernetes/quantity/index.js'

interface QuantityRow {
  input: string | number
  canonical?: string
  error?: true
  token?: string
  tokenCanonical?: string
}

function readRows<T>(name: string): T[] {
  const text = readFileSync(new URL(`../../../fixtures/recorded/${name}`, import.meta.url), 'utf8')
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T)
}

function quantity(text: string | number): Quantity {
  const parsed = parseQuantity(text)
  if (parsed === undefined) throw new Error(`no quantity: ${text}`)
  return parsed
}

const canonicalOf = (value: Quantity | undefined) => (value === undefined ? undefined : formatQuantity(value))

describe('recorded quantities', () => {
  const rows = readRows<QuantityRow>('quantities.jsonl')

  test.each(rows.map((row) => [JSON.stringify(row.input), row] as const))('%s', (_title, row) => {
    expect(canonicalizeQuantity(row.input)).toBe(row.canonical)
    expect(canonicalOf(parseQuantity(row.input))).toBe(row.canonical)
    if (row.token !== undefined) expect(canonicalizeQuantity(row.token)).toBe(row.tokenCanonical)
    expect('error' in row).toBe(parseQuantity(row.input) === undefined)
  })
})

describe('recorded comparisons', () => {
  const rows = readRows<{ a: string; b: string; cmp: number }>('quantity-compare.jsonl')

  test.each(rows.map((row) => [row.a, row.b, row.cmp] as const))('%s against %s is %i', (a, b, cmp) => {
    expect(compareQuantities(quantity(a), quantity(b))).toBe(cmp)
    expect(compareQuantities(quantity(b), quantity(a))).toBe(cmp === 0 ? 0 : -cmp)
  })
})

describe('spellings beyond the recorded ones', () => {
  test.each<[why: string, input: unknown, canonical: string | undefined]>([
    ['no digits are zero when the exponent is plain', 'e-9', '0'],
    ['no digits cannot be read below 1n', 'e-10', undefined],
    ['no digits cannot be read before Pi', '.Pi', undefined],
    ['a digit behind the point is enough before Pi', '.0Pi', '0'],
    ['an exponent is kept to 32 bits', '1e4294967299', '1e4294967299'],
    ['an exponent beyond 64 bits', '1e99999999999999999999', undefined],
    ['zeros in front of an exponent', '5e-000000000000000000000000003', '5e-000000000000000000000000003'],
    ['a fraction of a binary suffix is rounded away from zero', '0.0000000000001Ki', '1n'],
    ['and keeps its sign', '-0.0000000000001Ki', '-1n'],
    ['the last of many digits still counts', `1.${'0'.repeat(200)}1Ki`, '1024000000001n'],
    ['zeros at the end do not', `1.${'0'.repeat(200)}Ki`, '1Ki'],
    ['a no-break space around', '\u00a01\u3000', '1'],
    ['a tab around, which JSON escapes', '\t1', undefined],
    ['a number that is none', Number.NaN, undefined],
    ['minus zero', -0, '0'],
    ['a boolean', true, undefined],
    ['null', null, undefined],
    ['a list', ['1'], undefined],
  ])('%s', (_why, input, canonical) => {
    expect(canonicalizeQuantity(input)).toBe(canonical)
  })
})

describe('hostile input is answered without building the number', () => {
  test.each<[why: string, input: string, canonical: string | undefined]>([
    ['a large exponent', '1e999999999', '1e999999999'],
    ['a large exponent that is no multiple of three', '1e1000000000', '10e999999999'],
    ['a large negative exponent', '7e-999999999', '1e-9'],
    ['a million digits', '9'.repeat(1_000_000), '9'.repeat(1_000_000)],
    ['a million digits of fraction', `0.${'9'.repeat(1_000_000)}`, '1'],
    ['a million digits before Ei', `${'9'.repeat(1_000_000)}Ei`, '9223372036854775807'],
    ['a million digits of fraction before Mi', `1.${'9'.repeat(1_000_000)}Mi`, '2Mi'],
    ['a million zeros', '0'.repeat(1_000_000), '0'],
    ['a million digits of exponent', `1e${'1'.repeat(1_000_000)}`, undefined],
    ['a million spaces and a letter', `1${' '.repeat(1_000_000)}x`, undefined],
    ['a million letters', 'E'.repeat(1_000_000), undefined],
  ])('%s', (_why, input, canonical) => {
    // Not toBe: a failure should not print a million digits.
    expect(canonicalizeQuantity(input) === canonical).toBe(true)
  })

  test('numbers of very different size compare', () => {
    expect(compareQuantities(quantity('1e999999999'), quantity('9'.repeat(100_000)))).toBe(1)
  })

  test('a sum that would fill the memory is refused', () => {
    expect(addQuantities(quantity('1e999999999'), quantity('1n'))).toBeUndefined()
    expect(canonicalOf(addQuantities(quantity('1e999999999'), quantity('0')))).toBe('1e999999999')
  })
})

describe('rounding up to 1m', () => {
  test.each<[input: string, rounded: string]>([
    ['0.1234', '124m'],
    ['-0.1234', '-124m'],
    ['1500u', '2m'],
    ['1n', '1m'],
    ['-1n', '-1m'],
    ['1e-9', '1e-3'],
    ['999999999n', '1'],
    ['1.500', '1.500'],
    ['007', '007'],
    ['1.001Mi', '1049624576m'],
    ['7.999999999Ei', '9223372035701854303394m'],
    ['0', '0'],
  ])('%s becomes %s', (input, rounded) => {
    expect(formatQuantity(roundUpToMilli(quantity(input)))).toBe(rounded)
  })
})

describe('sums', () => {
  test.each<[a: string, b: string, sum: string, difference: string]>([
    ['1Gi', '1G', '2073741824', '73741824'],
    ['1G', '1Gi', '2073741824', '-73741824'],
    ['1Gi', '1Gi', '2Gi', '0'],
    ['0', '1Gi', '1Gi', '-1Gi'],
    ['0Gi', '1.500', '1500m', '-1500m'],
    ['1.500', '0', '1500m', '1500m'],
    ['007', '1', '8', '6'],
    ['1e3', '1', '1001', '999'],
    ['1Ki', '1n', '1024000000001n', '1023999999999n'],
    ['7Ei', '7Ei', '14Ei', '0'],
    ['600Ei', '1', '8Ei', '9223372036854775806'],
    ['1000E', '1E', '1001E', '999E'],
    ['-1Ki', '-1Ki', '-2Ki', '0'],
  ])('%s and %s', (a, b, sum, difference) => {
    expect(canonicalOf(addQuantities(quantity(a), quantity(b)))).toBe(sum)
    expect(canonicalOf(subtractQuantities(quantity(a), quantity(b)))).toBe(difference)
  })
})

describe('thousandths', () => {
  test.each<[input: string, milli: number]>([
    ['1', 1000],
    ['1.0001', 1001],
    ['-1.0001', -1001],
    ['1Gi', 1073741824000],
    ['1n', 1],
    ['0', 0],
  ])('%s is %i', (input, milli) => {
    expect(milliValueOf(quantity(input))).toBe(milli)
  })

  test.each<[milli: bigint, format: QuantityFormat, text: string]>([
    [536870912000n, 'binary', '512Mi'],
    [357913941333n, 'binary', '357913941333m'],
    [1500n, 'decimal', '1500m'],
    [-2000n, 'decimal', '-2'],
    [0n, 'binary', '0'],
    [1500n, 'exponent', '1500e-3'],
  ])('%i thousandths as %s', (milli, format, text) => {
    expect(formatQuantity(quantityOfMilli(milli, format))).toBe(text)
  })
})

test('the sign of a quantity', () => {
  expect([signOf(quantity('-1')), signOf(quantity('0')), signOf(quantity('1n'))]).toEqual([-1, 0, 1])
  expect([isZero(quantity('-0.0')), isZero(quantity('1n'))]).toEqual([true, false])
})

describe('laws', () => {
  const digits = fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 24 }).map((list) => list.join(''))
  const suffix = fc.constantFrom(
    '',
    ...'numkMGTPE',
    'Ki',
    'Mi',
    'Gi',
    'Ti',
    'Pi',
    'Ei',
    'e3',
    'e-7',
    'E+2',
    'e30',
  )
  const text = fc
    .tuple(fc.constantFrom('', '-', '+'), digits, fc.constantFrom('', '.'), digits, suffix)
    .map(([sign, whole, point, fraction, unit]) => sign + whole + point + (point && fraction) + unit)
  const parsed = text.map(parseQuantity).filter((value) => value !== undefined)
  // What is written beyond E loses its size, in the reference too.
  const sane = parsed.filter((value) => value.digits.length + value.exponent <= 18)

  test('the canonical text is read as the same value, and written as it is', () => {
    fc.assert(
      fc.property(sane, (value) => {
        const again = quantity(formatQuantity(value))
        expect(compareQuantities(again, value)).toBe(0)
        expect(formatQuantity(again)).toBe(formatQuantity(value))
      }),
    )
  })

  test('what is subtracted comes back by adding', () => {
    fc.assert(
      fc.property(parsed, parsed, (a, b) => {
        const difference = subtractQuantities(a, b)
        const back = difference && addQuantities(difference, b)
        expect(back && compareQuantities(back, a)).toBe(0)
      }),
    )
  })

  test('rounding never makes an amount smaller, and adds less than 1m', () => {
    fc.assert(
      fc.property(parsed, (value) => {
        const rounded = roundUpToMilli(value)
        const gap = subtractQuantities(rounded, value)
        expect(gap && Math.abs(milliValueOf(gap))).toBeLessThanOrEqual(1)
        expect(compareQuantities(rounded, value)).toBe(isZero(gap as Quantity) ? 0 : value.sign)
      }),
    )
  })

  test('any text is a quantity or not, without an exception', () => {
    fc.assert(fc.property(fc.string(), (any) => void canonicalizeQuantity(any)))
  })
})
