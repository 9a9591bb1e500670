import { expect, test } from 'vitest'
import { markPure } from '../../scripts/pure-initializers.js'

const wrapped = (value: string): string => `/* @__PURE__ */ (() => (${value}))()`

test.each([
  ['a call', 'const a = f(1)', `const a = ${wrapped('f(1)')}`],
  [
    'a new object',
    'export const a: Set<string> = new Set(b)',
    `export const a: Set<string> = ${wrapped('new Set(b)')}`,
  ],
  ['a list with a spread', 'const a = [...b]', `const a = ${wrapped('[...b]')}`],
  ['a property of something', 'const a = b.c', `const a = ${wrapped('b.c')}`],
  ['an object with a computed key', 'const a = { [b]: 1 }', `const a = ${wrapped('{ [b]: 1 }')}`],
  ['several', 'const a = f()\nconst b = g()', `const a = ${wrapped('f()')}\nconst b = ${wrapped('g()')}`],
])('%s is marked', (_title, source, marked) => expect(markPure(source)).toBe(marked))

test.each([
  ['a text', "const a = 'b'"],
  ['a number', 'const a = -1'],
  ['an expression', 'const a = /b/u'],
  ['a list of texts', "const a = ['b', { c: [true, null] }] as const"],
  ['a function', 'const a = () => f()'],
  ['what a function computes', 'function a() {\n  const b = f()\n}'],
])('%s stays as it is', (_title, source) => expect(markPure(source)).toBe(source))
