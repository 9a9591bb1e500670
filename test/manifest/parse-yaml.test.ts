import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { SidecarSetError, type Issue } from '../../src/issue/index.js'
import { parseYaml } from '../../src/manifest/yaml.js'

interface Row {
  readonly name: string
  readonly yaml: string
  readonly json?: unknown
  readonly error?: boolean
  readonly strictError: boolean
}

const rows = readFileSync('fixtures/recorded/yaml.jsonl', 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line) as Row)

function issuesOf(text: string): readonly Issue[] {
  try {
    parseYaml(text)
    return []
  } catch (error) {
    if (error instanceof SidecarSetError) return error.issues
    throw error
  }
}

/** Strict Go refuses keys that a merge brings too; we refuse only keys that are written twice. */
const mergesOverride = (row: Row): boolean => row.yaml.includes('<<')

/** Texts that are read otherwise than the Go library does, each with the reason. `docs/yaml.md` lists them too. */
const otherwise: ReadonlyMap<string, [reason: string, documents: unknown[] | 'refused']> = new Map([
  [
    'literal at the end without newline',
    ['kubectl ends every line before it calls the library', [{ a: 'x\n' }]],
  ],
  ['literal with tabs inside', ['a tab may stand in the text of a block', [{ a: '\tx\nyy\t\n' }]]],
  ['tab at line start of list', ['a tab may stand behind a dash', [['a']]]],
  ['escaped slash', ['"\\/" is allowed, as in JSON', [{ a: 'x/y' }]]],
  ['surrogate escapes', ['pairs of escapes are allowed, as in JSON', [{ a: '😀' }]]],
  ['next line character', ['U+0085 is no line break for js-yaml', 'refused']],
])

describe('recorded answers of the Go libraries', () => {
  test('are all here', () => {
    expect(rows).toHaveLength(188)
    expect(rows.filter((row) => otherwise.has(row.name))).toHaveLength(otherwise.size)
  })

  test.each([...otherwise])('%s is read otherwise', (name, [, documents]) => {
    const text = rows.find((row) => row.name === name)?.yaml ?? ''
    if (documents === 'refused') expect(issuesOf(text).map((issue) => issue.code)).toEqual(['yaml-syntax'])
    else expect(parseYaml(text)).toEqual(documents)
  })

  test.each(rows.filter((row) => !otherwise.has(row.name)))('$name', (row) => {
    const codes = issuesOf(row.yaml).map((issue) => issue.code)
    if (row.error === true) expect(codes).not.toEqual([])
    else if (row.strictError && !mergesOverride(row))
      expect(new Set(codes)).toEqual(new Set(['duplicate-key']))
    else expect(parseYaml(row.yaml)[0] ?? null).toEqual(row.json)
  })
})

test.each<[name: string, text: string, documents: unknown[]]>([
  ['several documents', 'a: 1\n---\nb: 2', [{ a: 1 }, { b: 2 }]],
  ['empty documents are skipped', '---\n---\n# nothing\n---\na: 1\n---\n', [{ a: 1 }]],
  ['a document that says null is kept', 'null', [null]],
  ['what stands behind a document is not read', '[1]]', [[1]]],
  ['JSON with an escaped slash', '{"a": "x\\/y"}', [{ a: 'x/y' }]],
  ['JSON with a pair of surrogate escapes', '["\\ud83d\\ude00"]', [['😀']]],
  ['JSON with tabs', '{\n\t"a": 1\n}', [{ a: 1 }]],
  ['JSON objects one after the other', '{"a": 1}\n{"b": 2}', [{ a: 1 }, { b: 2 }]],
  ['a directive belongs to the next document', '%YAML 1.1\n---\na: 1', [{ a: 1 }]],
  ['underscores after a sign', '[-_5, +_5e1, _5]', [[-5, 50, '_5']]],
  ['underscores after a leading point', 'a: .1_7', [{ a: 0.17 }]],
])('%s', (_name, text, documents) => {
  expect(parseYaml(text)).toEqual(documents)
})

test.each<[name: string, text: string, issues: [code: string, line: number, column: number][]]>([
  ['a key written twice', 'a: 1\nb: 2\na: 3', [['duplicate-key', 3, 1]]],
  ['a key of JSON written twice', '{"a": 1, "a": 2}', [['duplicate-key', 1, 10]]],
  ['a number and a text that are one key', "1: a\n'1': b", [['duplicate-key', 2, 1]]],
  [
    'the mistakes of all documents',
    'a: 1\na: 2\n---\nb: [\n---\nc: 1\nc: 2',
    [
      ['duplicate-key', 2, 1],
      ['yaml-syntax', 4, 4],
      ['duplicate-key', 7, 1],
    ],
  ],
  ['a tab as indentation', 'a:\n\tb: 1', [['yaml-syntax', 2, 1]]],
  ['windows line ends', 'a: 1\r\nb: 2\r\na: 3', [['duplicate-key', 3, 1]]],
])('%s', (_name, text, issues) => {
  expect(issuesOf(text).map(({ code, line, column }) => [code, line, column])).toEqual(issues)
})

const bomb = ['a: &a [x, x, x, x, x, x, x, x, x, x]']
for (let i = 0; i < 9; i++) {
  const alias = `*${String.fromCharCode(97 + i)}`
  const name = String.fromCharCode(98 + i)
  bomb.push(`${name}: &${name} [${Array.from({ length: 10 }, () => alias).join(', ')}]`)
}

test.each<[name: string, text: string]>([
  ['a bomb of aliases', bomb.join('\n')],
  ['lists 10,000 deep', '['.repeat(10_000)],
  ['block lists 10,000 deep', '- '.repeat(10_000)],
  ['mappings 10,000 deep', '{a: '.repeat(10_000)],
  ['JSON 10,000 deep', '{"a":'.repeat(10_000)],
  ['100 MB of text', 'a: b\n'.repeat(20_000_000)],
  ['two million documents', '---\n'.repeat(2_000_000)],
  ['a text repeated by aliases', `a: &a ${'x'.repeat(1_000_000)}\nb: [${'*a, '.repeat(50)}]`],
])('%s exceeds the limits', (_name, text) => {
  expect(issuesOf(text).map((issue) => issue.code)).toEqual(['limit-exceeded'])
})

test('limits can be set', () => {
  expect(() => parseYaml('[[1]]', { maxDepth: 1 })).toThrow(SidecarSetError)
  expect(() => parseYaml('abc', { maxCharacters: 2 })).toThrow(SidecarSetError)
  expect(() => parseYaml('a\n---\nb', { maxDocuments: 1 })).toThrow(SidecarSetError)
  expect(() => parseYaml('[1, 2]', { maxNodes: 2 })).toThrow(SidecarSetError)
})

test('a depth beyond the stack of the host is an issue, no crash', () => {
  expect(() => parseYaml('{a: '.repeat(1_000_000), { maxDepth: 1_000_000 })).toThrow(SidecarSetError)
})

test('a key __proto__ is data', () => {
  const [document] = parseYaml('__proto__: {polluted: true}') as [object]
  expect(Object.keys(document)).toEqual(['__proto__'])
  expect(Object.getPrototypeOf(document)).toBe(Object.prototype)
})

test('aliases are copies', () => {
  const [document] = parseYaml('a: &x {k: v}\nb: *x') as [{ a: object; b: object }]
  expect(document.b).toEqual(document.a)
  expect(document.b).not.toBe(document.a)
})

test('any text is read or refused with a SidecarSetError', () => {
  const marks = fc.constantFrom(...'{}[]:,-?#&*!|>\'"%@`\\ \n\t.<~0ab', '---', '<<', ': ', '- ', '&a ', '*a')
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(marks, { maxLength: 40 }).map((parts) => parts.join('')),
  )
  fc.assert(
    fc.property(text, (input) => void issuesOf(input)),
    { numRuns: 2000 },
  )
})

test('JSON.stringify and parseYaml are inverse', () => {
  const zero = (_key: string, value: unknown): unknown => (value === 0 ? 0 : value)
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = JSON.stringify(value)
      expect(parseYaml(text)).toEqual([JSON.parse(text, zero)])
    }),
    { numRuns: 1000 },
  )
})
