import { readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { runCli, wordsOf } from '../cli/run-cli.js'

/** A command line of a page, and what the page says that it prints. */
interface CommandBlock {
  readonly line: number
  readonly command: string
  readonly output: string
  /** Of the output, in the page. */
  readonly start: number
}

/** Blocks of shell whose first word is the command, with a block of text or YAML behind them. */
function readCommands(text: string): readonly CommandBlock[] {
  const block = /^```sh\n((?:npx )?sidecarset [^\n]*)\n```\n\n```(?:text|yaml)\n((?:(?!```)[^\n]*\n)*)```$/gm
  return [...text.matchAll(block)].map((match) => ({
    line: text.slice(0, match.index).split('\n').length,
    command: (match[1] ?? '').replace('npx ', ''),
    output: match[2] ?? '',
    start: match.index + match[0].length - 3 - (match[2] ?? '').length,
  }))
}

const pages = [
  ['docs/cli.md', 'fixtures/cli/shop'],
  ['README.md', '.'],
] as const

describe.each(pages)('the commands of %s print what it says', (page, cwd) => {
  const url = new URL(`../../${page}`, import.meta.url)
  const text = readFileSync(url, 'utf8')
  const commands = readCommands(text)
  const print = async ({ command }: CommandBlock): Promise<string> => {
    const [, ...args] = wordsOf(command)
    const { stdout, stderr } = await runCli(args, { cwd })
    return stdout === '' ? stderr : stdout
  }

  test('there are some', () => expect(commands).not.toEqual([]))

  if (process.env['UPDATE_DOCS'] === '1')
    test('outputs are written anew', async () => {
      let updated = readFileSync(url, 'utf8')
      for (const each of [...readCommands(updated)].reverse())
        updated =
          updated.slice(0, each.start) + (await print(each)) + updated.slice(each.start + each.output.length)
      writeFileSync(url, updated)
    })
  else
    test.each(commands.map((each) => [each.line, each] as const))('line %i', async (_, each) => {
      expect(await print(each)).toBe(each.output)
    })
})
