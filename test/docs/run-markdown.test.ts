import { describe, expect, test } from 'vitest'
import { readCodeBlocks } from './markdown-blocks.js'
import { runMarkdown, withPrintedOutputs } from './run-markdown.js'

const block = (language: string, ...lines: string[]): string =>
  ['```' + language, ...lines, '```', ''].join('\n')
const printedBy = async (text: string): Promise<string[]> =>
  (await runMarkdown(text)).map(({ printed }) => printed)

describe('which blocks are run', () => {
  test.each([
    ['TypeScript', block('ts', 'const a: number = 1'), 1],
    ['JavaScript', block('js', 'const a = 1'), 1],
    ['not YAML', block('yaml', 'a: 1'), 0],
    ['not what says no-run', block('ts no-run', 'throw 1'), 0],
    ['a block inside a longer fence is text', '````md\n```ts\nthrow 1\n```\n````\n', 0],
  ])('%s', (_, text, count) => expect(readCodeBlocks(text)).toHaveLength(count))

  test('a block without end is a mistake', () => expect(() => readCodeBlocks('```ts\n')).toThrow('line 1'))
})

describe('what belongs to a block', () => {
  const code = block('ts', 'console.log(1)')
  test.each([
    ['the text behind it is its output', code + block('text', '1'), '1'],
    ['blank lines may stand between', `${code}\n\n${block('json', '1')}`, '1'],
    ['a sentence may not', `${code}\nIt prints:\n\n${block('text', '1')}`, undefined],
    ['YAML is no output', code + block('yaml', '1'), undefined],
  ])('%s', (_, text, output) => expect(readCodeBlocks(text)[0]?.output?.content).toBe(output))
})

describe('running', () => {
  test('blocks share a scope, and repeat imports as they like', async () => {
    const text =
      block('ts', "import { toFieldPath } from 'sidecarset'", 'const path: string[] = ["a"]') +
      block(
        'ts',
        "import { toFieldPath, formatIssues as f } from 'sidecarset'",
        'console.log(toFieldPath(path), f([]))',
      )
    expect(await printedBy(text)).toEqual(['', 'a '])
  })

  test('a fresh block begins anew', async () =>
    expect(
      await printedBy(block('ts', 'const a = 1') + block('ts fresh', 'const a = 2', 'console.log(a)')),
    ).toEqual(['', '2']))

  test('objects look as in Node; default and namespace imports work; await works', async () => {
    const text = block(
      'js',
      "import path, * as all from 'node:path'",
      'console.log({ a: await 1 }, all.default === path)',
    )
    expect(await printedBy(text)).toEqual(['{ a: 1 } true'])
  })

  test('outputs can be written anew', async () => {
    const text = block('ts', 'console.log(1, 2)') + block('text', 'old', 'lines') + 'End.\n'
    expect(withPrintedOutputs(text, await runMarkdown(text))).toBe(
      block('ts', 'console.log(1, 2)') + block('text', '1 2') + 'End.\n',
    )
  })
})
