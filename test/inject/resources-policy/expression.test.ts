import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  evaluateResourcesExpression,
  validateResourcesExpression,
} from '../../../src/inject/plan/resources-policy/expression.js'
import type { ExpressionErrorKind } from '../../../src/inject/plan/resources-policy/value.js'
import { formatQuantity, parseQuantity } from '../../../src/kubernetes/quantity/index.js'

/** The canonical result, or the kind of error. */
function evaluate(expression: string, variable: string): string {
  const value = parseQuantity(variable)
  if (value === undefined) throw new Error(`no quantity: ${variable}`)
  const result = evaluateResourcesExpression(expression, value)
  return result.ok ? formatQuantity(result.value) : result.error.kind
}

describe('results', () => {
  test.each<[expression: string, variable: string, result: string]>([
    // The variable
    ['cpu', '1500m', '1500m'],
    ['CPU', '1.500', '1.500'],
    ['memory', '1Gi', '1Gi'],
    ['memory + Memory', '1Gi', '2Gi'],
    // Percentages, factors, divisors
    ['cpu*50%', '1', '500m'],
    ['50%*cpu', '1', '500m'],
    ['1Gi*50%', '0', '512Mi'],
    ['1Gi/3', '0', '357913941333m'],
    ['memory/2', '1Gi', '512Mi'],
    ['memory*0.5', '129M', '64500k'],
    ['cpu*150%', '3', '4500m'],
    ['cpu*2', '0.0001', '2m'],
    ['cpu*0.1', '5m', '0'],
    ['cpu*1e3', '1m', '1'],
    ['cpu*-1*-1', '1', '1'],
    // Sums
    ['cpu + 100m', '1', '1100m'],
    ['cpu+1', '100m', '1100m'],
    ['1+cpu', '100m', '1100m'],
    ['memory + 1', '1Gi', '1073741825'],
    ['1 + memory', '1Gi', '1073741825'],
    ['0 + memory', '1Gi', '1Gi'],
    ['memory - 64Mi', '1Gi', '960Mi'],
    ['cpu - 100m - 100m', '1', '800m'],
    ['cpu - (100m - 100m)', '1', '1'],
    ['cpu + 0.0009', '1', '1'],
    // Precedence
    ['1 + 2 * 3', '0', '7'],
    ['(1 + 2) * 3', '0', '9'],
    ['8 / 2 / 2', '0', '2'],
    ['2 - 3 + 4', '0', '3'],
    ['--2', '0', '2'],
    ['-2 * -3', '0', '6'],
    ['-(cpu - 2)', '1', '1'],
    // max and min
    ['max(cpu*50%, 50m)', '1', '500m'],
    ['MAX(cpu*50%, 50m)', '10m', '50m'],
    ['min(cpu, 200m)', '1', '200m'],
    ['min(cpu, 200m)', '100m', '100m'],
    ['max(memory*50%, 64Mi)', '64Mi', '64Mi'],
    ['max(1024Mi, 1Gi)', '0', '1Gi'],
    ['max(1.500, 1500m)', '0', '1500m'],
    ['max(1.500k, 1500)', '0', '1.500k'],
    ['max(1500, 1.500k)', '0', '1500'],
    ['min(1500m, 1.5)', '0', '1500m'],
    ['min(max(max(max(0.5,0.5*cpu),cpu-1.0),cpu-1.0),3.0)', '3', '2'],
    ['max(min(cpu, 1), min(2, 3))', '4', '2'],
    // Plain numbers
    ['0', '1', '0'],
    ['1.5', '1', '1500m'],
    ['.5', '1', '500m'],
    ['5.', '1', '5'],
    ['1e3', '1', '1k'],
    ['1.0009', '1', '1'],
    ['1024', '1Gi', '1024'],
    ['25%', '1', '250m'],
    // What cannot be read is nothing
    ['1n', '1', '0'],
    ['1E', '1', '0'],
    ['.', '1', '0'],
    ['50%5', '1', '0'],
    ['5µ + cpu', '1', '1'],
    ['0xabc', '1', '0'],
    ['1e999%', '1', '0'],
    // Spaces
    ['\tcpu\n*\r 2 ', '1', '2'],
    ['cpu\0 and anything', '1', '1'],
  ])('%j of %s is %s', (expression, variable, result) => {
    expect(evaluate(expression, variable)).toBe(result)
  })
})

describe('errors', () => {
  const deep = (depth: number) => `${'('.repeat(depth)}cpu${')'.repeat(depth)}`

  test.each<[expression: string, kind: ExpressionErrorKind]>([
    ['', 'syntax'],
    [' ', 'syntax'],
    ['cpu cpu', 'syntax'],
    ['cpu +', 'syntax'],
    ['+cpu', 'syntax'],
    ['cpu * / 2', 'syntax'],
    ['(cpu', 'syntax'],
    ['cpu)', 'syntax'],
    ['max(cpu, 1', 'syntax'],
    ['max()', 'syntax'],
    ['max(cpu,)', 'syntax'],
    ['(cpu, 1)', 'syntax'],
    ['cpu ^ 2', 'syntax'],
    ['%', 'syntax'],
    ['50%%', 'syntax'],
    ['1.2.3', 'syntax'],
    ['1Mi5', 'syntax'],
    ['1e5.5', 'syntax'],
    ['1Ei', 'syntax'],
    ['1_000', 'syntax'],
    ['cpu\u00e9', 'syntax'],
    ['1e3k', 'invalid-quantity'],
    ['1e+k', 'invalid-quantity'],
    ['disk', 'unknown-variable'],
    ['constructor', 'unknown-variable'],
    ['max', 'unknown-variable'],
    ['memory + cpu', 'unknown-variable'],
    ['MEMORY', 'unknown-variable'],
    ['cpu constructor 1', 'syntax'],
    ['avg(cpu, 1)', 'unknown-function'],
    ['cpu(1)', 'unknown-function'],
    ['max(cpu)', 'wrong-argument-count'],
    ['max(cpu, 1, 2)', 'wrong-argument-count'],
    ['cpu*cpu', 'quantity-times-quantity'],
    ['100m/cpu', 'division-by-quantity'],
    ['1/100m', 'division-by-quantity'],
    ['1/0', 'division-by-zero'],
    ['cpu/0', 'division-by-zero'],
    ['cpu/(1-1)', 'division-by-zero'],
    ['cpu - 2', 'negative-result'],
    ['-1', 'negative-result'],
    ['1e30', 'out-of-range'],
    ['cpu*1e30', 'out-of-range'],
    ['max(cpu, 1e999)', 'out-of-range'],
    [deep(201), 'too-deep'],
    [`${'-'.repeat(100_000)}1`, 'too-deep'],
    ['max('.repeat(100_000), 'too-deep'],
  ])('%.40s', (expression, kind) => {
    expect(evaluate(expression, '1')).toBe(kind)
  })

  test('200 brackets are allowed, and chains of any length', () => {
    expect(evaluate(deep(200), '1')).toBe('1')
    expect(evaluate(`cpu${'+1m'.repeat(100_000)}`, '1')).toBe('101')
  })
})

describe('trying out with the number 1', () => {
  test.each<[expression: string, resource: 'cpu' | 'memory', kind: ExpressionErrorKind | undefined]>([
    ['cpu*50%', 'cpu', undefined],
    ['max(cpu*0.5, 50m)', 'cpu', undefined],
    ['1Gi', 'cpu', undefined],
    ['memory', 'cpu', 'unknown-variable'],
    ['cpu', 'memory', 'unknown-variable'],
    ['MEMORY*2', 'memory', undefined],
    ['1/0', 'cpu', 'division-by-zero'],
    ['cpu cpu', 'cpu', 'syntax'],
    ['cpu-2', 'cpu', 'negative-result'],
    ['100m-cpu', 'cpu', 'negative-result'],
    ['memory-64Mi', 'memory', 'negative-result'],
    ['1/(cpu-1)', 'cpu', 'division-by-zero'],
    ['cpu-1', 'cpu', undefined],
    ['max(memory-64Mi, 0)', 'memory', undefined],
    ['cpu*cpu', 'cpu', undefined],
    ['100m/cpu', 'cpu', undefined],
    ['1n', 'cpu', undefined],
    ['1e3k', 'cpu', 'invalid-quantity'],
    ['max(cpu)', 'cpu', 'wrong-argument-count'],
  ])('%s for %s: %s', (expression, resource, kind) => {
    expect(validateResourcesExpression(expression, resource)?.kind).toBe(kind)
  })
})

describe('laws', () => {
  test('any text has a result or an error, without an exception', () => {
    const piece = fc.constantFrom(
      'cpu',
      'memory',
      'max',
      'min',
      '(',
      ')',
      ',',
      '+',
      '-',
      '*',
      '/',
      '1',
      '.5',
      '50%',
      '1Gi',
      ' ',
      'e',
      'µ',
    )
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join('')),
    )
    fc.assert(
      fc.property(text, (expression) => {
        evaluate(expression, '1')
        validateResourcesExpression(expression, 'cpu')
      }),
    )
  })

  test('plain arithmetic is that of doubles', () => {
    const { sum } = fc.letrec<{ sum: string; atom: string }>((tie) => ({
      atom: fc.oneof(
        { depthSize: 'small' },
        fc.integer({ min: 0, max: 9 }).map(String),
        tie('sum').map((inner) => `(${inner})`),
      ),
      sum: fc
        .tuple(tie('atom'), fc.constantFrom(' + ', ' - ', ' * '), tie('atom'))
        .map((parts) => parts.join('')),
    }))
    fc.assert(
      fc.property(sum, (expression) => {
        // A second opinion: JavaScript reads such expressions alike.
        const expected = new Function(`return ${expression}`)() as number
        fc.pre(Math.abs(expected) < 1e12)
        const wanted =
          expected < 0 ? 'negative-result' : formatQuantity(parseQuantity(`${expected}`) as never)
        expect(evaluate(expression, '1')).toBe(wanted)
      }),
    )
  })
})
