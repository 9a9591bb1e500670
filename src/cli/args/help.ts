import { wrap } from '../output/wrap.js'
import { commands, type CommandSpec } from './commands.js'
import { everywhere, type OptionName, specOf } from './options.js'
import { choicesOf } from './parse.js'

/** The help of the program: every command in a line. */
export function formatProgramHelp(program: string): string {
  const longest = Math.max(...commands.map(({ name }) => name.length))
  return [
    'What OpenKruise SidecarSets do to Pods, computed from manifests, without a cluster.',
    '',
    `Usage: ${program} COMMAND [options]`,
    '',
    'Commands:',
    ...commands.map(({ name, summary }) => `  ${name.padEnd(longest)}  ${summary}`),
    '',
    'Manifests come from -f (files, folders, globs) or from stdin. The result goes to stdout, all else to stderr.',
    'Exit codes: 0 fine, 1 findings or refusals, 2 wrong usage or input that cannot be read.',
    '',
    `${program} COMMAND --help shows the options of a command, and examples.`,
    '',
  ].join('\n')
}

/** The help of one command. */
export function formatCommandHelp(program: string, command: CommandSpec, width: number): string {
  const operands = command.operands === undefined ? '' : ` ${command.operands}`
  return [
    wrap(command.details, width, ''),
    '',
    `Usage: ${program} ${command.name}${operands} [options]`,
    '',
    'Examples:',
    ...command.examples.flatMap(([purpose, line]) => [`  # ${purpose}`, `  ${program} ${line}`]),
    '',
    ...formatOptions('Options:', command, command.options, width),
    ...formatOptions('Options of every command:', command, everywhere, width),
  ].join('\n')
}

const helpColumn = 26

function formatOptions(
  title: string,
  command: CommandSpec,
  names: readonly OptionName[],
  width: number,
): readonly string[] {
  if (names.length === 0) return []
  const lines = names.map((name) => {
    const { short, value, help } = specOf(name)
    const flags = `  ${short === undefined ? '    ' : `-${short}, `}--${name}${value === undefined ? '' : ` ${value}`}`
    const choices = choicesOf(command, name)
    const [first, ...rest] = choices ?? []
    const what =
      choices === undefined
        ? help
        : `${choices.join(', ')}: ${help}${name === 'output' && rest.length > 0 ? ` (default ${first})` : ''}`
    const text = wrap(what, width, ' '.repeat(helpColumn))
    return flags.length < helpColumn - 1
      ? `${flags.padEnd(helpColumn)}${text.trimStart()}`
      : `${flags}\n${text}`
  })
  return [title, ...lines, '']
}
