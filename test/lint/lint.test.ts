import { ESLint } from 'eslint'
import tseslint from 'typescript-eslint'
import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { layers } from '../../lint/layers.js'

// A rule that finds nothing looks like a rule that holds. Here each one that the design relies on has to find something:
// the text is linted as if it stood in the file that is named, which exists.
const cwd = fileURLToPath(new URL('../../', import.meta.url))
const eslint = new ESLint({ cwd })

async function rulesBrokenBy(filePath: string, code: string): Promise<readonly string[]> {
  const [result] = await eslint.lintText(code, { filePath })
  const ids = (result?.messages ?? []).map(({ ruleId, message }) => ruleId ?? message)
  return [...new Set(ids)].filter((id) => !id.endsWith('no-unused-vars'))
}

const core = 'src/text/visible.ts'

/** What breaks a rule in the core: what it does, how, and which rule has to say so. */
const planted: readonly (readonly [title: string, code: string, rule: string])[] = [
  ['read the clock by now', 'export const a = (): number => Date.now()', 'no-restricted-syntax'],
  ['read the clock by a Date', 'export const a = (): Date => new Date()', 'no-restricted-syntax'],
  ['read the clock by the text of a Date', 'export const a = (): string => Date()', 'no-restricted-syntax'],
  ['draw random numbers', 'export const a = (): number => Math.random()', 'no-restricted-syntax'],
  [
    'compare by the locale of the host',
    'export const a = (b: string): number => b.localeCompare(b)',
    'no-restricted-syntax',
  ],
  ['write by it', 'export const a = (b: number): string => b.toLocaleString()', 'no-restricted-syntax'],
  [
    'import dynamically',
    "export const a = (): Promise<unknown> => import('./visible.js')",
    'no-restricted-syntax',
  ],
  ['name a version', "export const a = (b: string): boolean => b === 'v1.3.0'", 'no-restricted-syntax'],
  [
    'name one in backticks',
    'export const a = (b: string): boolean => b === `v1.9.0`',
    'no-restricted-syntax',
  ],
  ['name one as a key', "export const a = { 'v1.10.0': 1 }", 'no-restricted-syntax'],
  ['log', 'export const a = (): void => console.log(1)', 'no-console'],
  ...['process', 'Buffer', 'globalThis', 'window', 'document', 'fetch', 'setTimeout', 'crypto', 'Intl'].map(
    (name) =>
      [
        `use the global ${name} of a host`,
        `export const a = (): unknown => ${name}`,
        'no-restricted-globals',
      ] as const,
  ),
  ...['node:fs', 'path', 'fs/promises', 'worker_threads', 'events'].map(
    (name) => [`import ${name} of Node`, `export * from '${name}'`, 'no-restricted-imports'] as const,
  ),
  ['make code from text', "export const a = (): unknown => eval('1')", 'no-eval'],
  ['make a function from text', "export const a = (): unknown => new Function('return 1')", 'no-new-func'],
  ['use any', 'export const a = (b: any): unknown => b', '@typescript-eslint/no-explicit-any'],
  [
    'assert that something is there',
    'export const a = (b?: { c: 1 }): unknown => b!.c',
    '@typescript-eslint/no-non-null-assertion',
  ],
  [
    'forget a case',
    "export function a(b: 'c' | 'd'): number {\n  switch (b) {\n    case 'c':\n      return 1\n  }\n  return 2\n}",
    '@typescript-eslint/switch-exhaustiveness-check',
  ],
  ['compare loosely', 'export const a = (b: unknown): boolean => b == 1', 'eqeqeq'],
  ['declare by var', 'export function a(): number {\n  var b = 1\n  return b\n}', 'no-var'],
  ['let what never changes', 'export function a(): number {\n  let b = 1\n  return b\n}', 'prefer-const'],
  [
    'import a type as a value',
    "import { Document } from './document.js'\nexport const a = (b: Document): unknown => b",
    '@typescript-eslint/consistent-type-imports',
  ],
  ['import itself', "export * from './visible.js'", 'import-x/no-self-import'],
  [
    'import a module twice',
    "import { a } from './document.js'\nimport { b } from './document.js'\nexport const c = [a, b]",
    'import-x/no-duplicates',
  ],
]

/** Lints all texts as one, which takes as long as one of them, and gives the rules that each breaks. */
async function rulesBrokenByEach(
  filePath: string,
  codes: readonly string[],
): Promise<readonly Set<string>[]> {
  const [result] = await eslint.lintText(codes.join('\n'), { filePath })
  let end = 0
  return codes.map((code) => {
    const start = end
    end += code.split('\n').length
    const own = (result?.messages ?? []).filter(({ line }) => line > start && line <= end)
    return new Set(own.map(({ ruleId, message }) => ruleId ?? message))
  })
}

describe('the core may not', async () => {
  const codes = planted.map(([, code]) => code)
  const broken = await rulesBrokenByEach(core, codes)
  test.each(planted.map(([title, , rule], index) => [title, rule, index] as const))(
    '%s',
    (_, rule, index) => {
      expect([...(broken[index] ?? [])]).toContain(rule)
    },
  )
})

test('every rule that is switched on for the core has a violation here', async () => {
  const { rules } = (await eslint.calculateConfigForFile(`${cwd}${core}`)) as {
    rules: Record<string, readonly unknown[]>
  }
  const isOn = ([level]: readonly unknown[]): boolean => level === 2
  const recommended = new Set(
    tseslint.configs.recommended.flatMap((config) => Object.keys(config.rules ?? {})),
  )
  const own = Object.entries(rules).flatMap(([name, setting]) => (isOn(setting) ? [name] : []))
  const shown = new Set(planted.map(([, , rule]) => rule))
  const elsewhere = ['sidecarset/no-module-state', 'import-x/no-cycle', 'import-x/no-restricted-paths']
  expect(own.filter((name) => !recommended.has(name) && !shown.has(name)).sort()).toEqual(elsewhere.sort())
})

describe('a module may not', () => {
  test.each([
    ['have a variable', 'let count = 0\nexport const next = (): number => (count += 1)'],
    ['keep a WeakMap', 'export const kept = new WeakMap<object, string>()'],
    ['keep a WeakMap inside something', 'export const kept = { a: [new WeakMap<object, string>()] }'],
    [
      'write to its Map',
      'const kept = new Map<string, 1>()\nexport function keep(a: string): void {\n  kept.set(a, 1)\n}',
    ],
    [
      'write to a list inside its object',
      'const kept = { a: [1] }\nexport const keep = (): number => kept.a.push(2)',
    ],
    ['write to its array', 'const kept = [1]\nexport const keep = (): number => (kept[0] = 2)'],
    [
      'delete from its object',
      'const kept: Record<string, 1> = {}\nexport const drop = (a: string): boolean => delete kept[a]',
    ],
  ])('%s', async (_, code) => {
    expect(await rulesBrokenBy(core, code)).toEqual(['sidecarset/no-module-state'])
  })

  test.each([
    [
      'a Map that is filled where it is made',
      'export const kept = new Map<string, 1>()\nfor (const key of ["a"]) kept.set(key, 1)',
    ],
    [
      'a WeakMap inside a call',
      'export const make = (): object => ({ seen: new WeakMap<object, string>() })',
    ],
    [
      'a list of its own',
      'export function list(): number[] {\n  const own = [1]\n  own.push(2)\n  return own\n}',
    ],
  ])('but it may have %s', async (_, code) => {
    expect(await rulesBrokenBy(core, code)).toEqual([])
  })
})

describe('imports', () => {
  test('may not run in a circle', async () => {
    const code = "export { parseDocument } from './index.js'"
    expect(await rulesBrokenBy('src/manifest/parse.ts', code)).toEqual(['import-x/no-cycle'])
  })

  test.each([
    ['a later stage', 'src/issue/format.ts', "import { createInjector } from '../inject/injector.js'"],
    ['a later stage for its types', 'src/patch/index.ts', "import type { Pod } from '../manifest/index.js'"],
    ['a stage beside it', 'src/update/types.ts', "import { a } from '../validate/index.js'"],
    ['an entry', 'src/inject/types.ts', "import { a } from '../index.js'"],
  ])('may not reach %s', async (_, file, code) => {
    const broken = await rulesBrokenBy(file, `${code}\n`)
    expect(broken).toContain('import-x/no-restricted-paths')
  })

  test('may reach an earlier stage', async () => {
    const code = "export { toFieldPath } from '../issue/index.js'\n"
    expect(await rulesBrokenBy('src/inject/types.ts', code)).toEqual([])
  })
})

describe('the command', () => {
  test.each([
    [
      'may not reach behind the entries',
      "export { formatIssue } from '../issue/format.js'",
      'import-x/no-restricted-paths',
    ],
    ['may not reach the process', 'export const a = (): unknown => process.env', 'no-restricted-globals'],
    ['may not log', 'export const a = (): void => console.log(1)', 'no-restricted-globals'],
    [
      'may not keep state',
      'let count = 0\nexport const next = (): number => (count += 1)',
      'sidecarset/no-module-state',
    ],
  ])('%s', async (_, code, rule) => {
    expect(await rulesBrokenBy('src/cli/run.ts', `${code}\n`)).toContain(rule)
  })

  test('may use the entries, Node and the clock', async () => {
    const code =
      "import { readFileSync } from 'node:fs'\nexport { formatIssues } from '../index.js'\nexport { readFileSync }\n"
    expect(await rulesBrokenBy('src/cli/run.ts', code)).toEqual([])
    expect(await rulesBrokenBy('src/cli/main.ts', 'export const a = (): number => Date.now()\n')).toEqual([])
  })
})

test('every file and folder of src is in a layer', () => {
  const listed = layers.flat()
  expect(
    readdirSync(new URL('../../src/', import.meta.url)).filter((name) => !listed.includes(name)),
  ).toEqual([])
})

test('only src/profile and what names releases in messages may name versions', async () => {
  for (const file of ['src/profile/v1.3.0.ts', 'src/profile.ts', 'src/sidecarset/later-features.ts'])
    expect(await rulesBrokenBy(file, "export const a = 'v1.3.0'\n")).toEqual([])
})
