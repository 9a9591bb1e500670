import { describe, expect, test } from 'vitest'
import { commands } from '../../src/cli/args/commands.js'
import { optionSpecs } from '../../src/cli/args/options.js'
import { optionsOf, parseArguments } from '../../src/cli/args/parse.js'
import { runCli, wordsOf } from './run-cli.js'

const inject = commands.find(({ name }) => name === 'inject')
if (inject === undefined) throw new Error('there is no inject')

test('options are read in every way of writing them', () => {
  expect(
    parseArguments(inject, [
      '-f',
      'a',
      '-fb',
      '--filename=c',
      '-Rq',
      '--limit',
      '3',
      '--output=json',
      '-n',
      'shop',
    ]),
  ).toEqual({
    options: {
      filename: ['a', 'b', 'c'],
      recursive: true,
      quiet: true,
      limit: 3,
      output: 'json',
      namespace: 'shop',
    },
    operands: [],
  })
})

describe('a mistake is one sentence with the next step, and exit code 2', () => {
  test.each([
    ['a command that is not there', 'injct -f app.yaml', /no command "injct"; did you mean inject\?/],
    ['an option that is not there', 'inject --recursiv', /no option --recursiv; did you mean --recursive\?/],
    ['an option of nothing', 'inject --zzz', /no option --zzz; see inject --help/],
    ['an option before the command', '-f app.yaml inject', /a command comes before -f/],
    ['a value that is missing', 'inject -f', /-f needs a value: -f FILE/],
    ['a value too many', 'inject --quiet=yes', /--quiet takes no value/],
    [
      'a choice that is not there',
      'inject --output ymal',
      /--output takes yaml, json, patch or diff.*did you mean yaml\?/,
    ],
    ['a number that is none', 'inject --limit many', /--limit takes a number/],
    ['a time that is none', 'inject -f app.yaml --now tomorrow', /--now is no time/],
    ['files without -f', 'inject app.yaml', /takes files with -f: write -f app\.yaml/],
    [
      'a file that is not there',
      'inject -f ap.yaml',
      /there is no file or folder ap\.yaml; relative names start from/,
    ],
    ['a glob without files', "inject -f '*.yml'", /no file matches \*\.yml/],
    ['nothing to read', 'inject', /no manifests to read; name files with -f, or pipe manifests in/],
  ])('%s', async (_, line, sentence) => {
    const { code, stdout, stderr } = await runCli(wordsOf(line))
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toMatch(sentence)
    expect(stderr.trimEnd().split('\n')).toHaveLength(1)
  })
})

test('without a command the help is shown, and that is wrong usage', async () => {
  const { code, stdout } = await runCli([])
  expect(code).toBe(2)
  for (const { name } of commands) expect(stdout).toContain(`  ${name} `)
  expect(await runCli(['--help'])).toEqual({ code: 0, stdout, stderr: '' })
})

test('--version is that of the package', async () => {
  const { version } = await import('../../package.json')
  expect(await runCli(['--version'])).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' })
})

describe('the help of a command', () => {
  test.each(commands.map((command) => [command.name, command] as const))('%s', async (name, command) => {
    const { code, stdout } = await runCli([name, '--help', '--width', '80'])
    expect(code).toBe(0)
    for (const option of optionsOf(command)) expect(stdout).toContain(`--${option}`)
    expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([])
    expect(await runCli(['help', name], { columns: 80 })).toEqual({ code, stdout, stderr: '' })
    expect(command.examples.length).toBeGreaterThanOrEqual(2)
  })
})

test('every option belongs to a command', () => {
  const used = new Set<string>(commands.flatMap(optionsOf))
  expect(Object.keys(optionSpecs).filter((name) => !used.has(name))).toEqual([])
})

describe('every example of the help runs', () => {
  const examples = commands.flatMap(({ examples }) => examples.map(([, line]) => line))
  test.each(examples)('%s', async (line) => {
    // What comes behind a bar is somebody else's program.
    const { code, stdout, stderr } = await runCli(wordsOf(line.split(' | ')[0] ?? ''))
    expect(code).toBeLessThan(2)
    expect(stdout + stderr).not.toBe('')
  })
})
