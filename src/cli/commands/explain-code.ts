import { type CodeMeaning, listCodes } from '../../index.js'
import type { Command } from '../args/commands.js'
import { closestTo } from '../args/closest.js'
import { CliError } from '../io.js'
import { paint } from '../output/paint.js'
import { wrap } from '../output/wrap.js'

export const command: Command = async ({ operands, io, width, color, output }) => {
  const [code] = operands
  if (code === undefined)
    throw new CliError('say which code: explain-code CODE; it stands in brackets behind a finding')
  const codes = listCodes()
  const meaning = codes.find((each) => each.code === code.replace(/^\[|\]$/g, ''))
  if (meaning === undefined) throw new CliError(`there is no code "${code}"${hint(code, codes)}`)
  if (output === 'json') await io.write(`${JSON.stringify(meaning, null, 2)}\n`)
  else {
    const { kind, summary, example } = meaning
    const title = `${paint(meaning.code, 'bold', color)}: ${kind === 'issue' ? 'a finding' : 'why a SidecarSet is or is not injected'}`
    const shown = example === undefined ? '' : `\nFor example:\n\n${example.replace(/^(?=.)/gm, '  ')}\n`
    await io.write(`${title}\n\n${wrap(summary, width, '')}\n${shown}`)
  }
  return 0
}

function hint(code: string, codes: readonly CodeMeaning[]): string {
  const closest = closestTo(
    code,
    codes.map((each) => each.code),
  )
  return closest === undefined ? '; docs/validation.md lists them all' : `; did you mean ${closest}?`
}
