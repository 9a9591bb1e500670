import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Command } from '../args/commands.js'
import type { Context } from '../context.js'
import { CliError } from '../io.js'
import { formatJunit } from '../output/issue-formats.js'
import { paint } from '../output/paint.js'
import { plural } from '../output/plural.js'
import { findCases, readCase } from '../testing/read-case.js'
import { type CaseResult, runCase } from '../testing/run-case.js'

export const command: Command = async (context) => {
  const { operands, options, io } = context
  const [name = '.'] = operands
  const root = resolve(io.cwd, name)
  if (!existsSync(root)) throw new CliError(`there is no folder ${name}`)
  const folders = findCases(root)
  if (folders.length === 0)
    throw new CliError(
      `${name} has no tests: a test is a folder with manifests and expected.yaml, expected-report.txt or test.yaml; make an empty expected.yaml, and fill it with --update`,
    )
  const results: CaseResult[] = []
  for (const folder of folders)
    results.push(
      await runCase(await readCase(folder, root), {
        update: options.update ?? false,
        bookkeeping: options.bookkeeping ?? false,
      }),
    )
  await print(results, context)
  return results.some(({ failures }) => failures.length > 0) ? 1 : 0
}

async function print(results: readonly CaseResult[], { io, output, color }: Context): Promise<void> {
  if (output === 'json') return io.write(`${JSON.stringify(results, null, 2)}\n`)
  if (output === 'junit')
    return io.write(
      formatJunit(
        results.map(({ name, failures }) => ({
          suite: 'sidecarset test',
          name,
          ...(failures.length === 0 ? {} : { failure: failures.join('\n') }),
        })),
      ),
    )
  const failed = results.filter(({ failures }) => failures.length > 0).length
  const written = results.flatMap((result) => result.written).length
  const counts = [
    `${results.length - failed} passed`,
    ...(failed === 0 ? [] : [`${failed} failed`]),
    ...(written === 0 ? [] : [`${plural(written, 'file')} written`]),
  ]
  await io.write(
    `${results.map((result) => describeResult(result, color)).join('')}\n${plural(results.length, 'test')}: ${counts.join(', ')}\n`,
  )
}

function describeResult({ name, failures, written }: CaseResult, color: boolean): string {
  if (failures.length > 0)
    return `${paint('FAIL', 'red', color)}  ${name}\n${failures.map((text) => `${colorDiff(text, color).replace(/^(?=.)/gm, '      ')}\n`).join('')}`
  return written.length > 0
    ? `${paint('new ', 'yellow', color)}  ${name}: ${written.join(', ')}\n`
    : `${paint('ok  ', 'green', color)}  ${name}\n`
}

function colorDiff(text: string, color: boolean): string {
  return text.replace(/^([+-]).*$/gm, (line, sign) => paint(line, sign === '+' ? 'green' : 'red', color))
}
