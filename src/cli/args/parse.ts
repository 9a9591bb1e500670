import { parseArgs } from 'node:util'
import { CliError } from '../io.js'
import type { CommandSpec } from './commands.js'
import {
  everywhere,
  type OptionName,
  type OptionSpec,
  type OptionValues,
  optionSpecs,
  specOf,
} from './options.js'
import { closestTo } from './closest.js'

/** A command line that has been read. */
export interface Arguments {
  readonly options: OptionValues
  readonly operands: readonly string[]
}

/**
 * Reads what follows the name of a command.
 *
 * @throws CliError for an option that the command does not take, a value that is missing or wrong, and an operand too many
 */
export function parseArguments(command: CommandSpec, args: readonly string[]): Arguments {
  const { tokens } = parseArgs({
    args: [...args],
    options: nodeOptions(),
    allowPositionals: true,
    strict: false,
    tokens: true,
  })
  const options: Record<string, unknown> = {}
  const operands: string[] = []
  for (const token of tokens) {
    if (token.kind === 'positional') operands.push(token.value)
    else if (token.kind === 'option') readOption(command, token, options)
  }
  checkOperands(command, operands)
  return { options, operands }
}

/** What a token of an option says. */
interface OptionToken {
  readonly name: string
  readonly rawName: string
  readonly value: string | undefined
}

function readOption(
  command: CommandSpec,
  { name, rawName, value }: OptionToken,
  into: Record<string, unknown>,
): void {
  const known = optionsOf(command).find((each) => each === name)
  if (known === undefined) throw unknownOption(command, name, rawName)
  const spec = specOf(known)
  if (spec.kind === 'flag') {
    if (value !== undefined) throw new CliError(`${rawName} takes no value; write ${rawName} alone`)
    into[known] = true
    return
  }
  if (value === undefined) throw new CliError(`${rawName} needs a value: ${rawName} ${spec.value ?? 'VALUE'}`)
  if (spec.kind === 'list') into[known] = [...((into[known] as string[] | undefined) ?? []), value]
  else into[known] = readValue(command, known, spec, rawName, value)
}

function readValue(
  command: CommandSpec,
  name: OptionName,
  spec: OptionSpec,
  rawName: string,
  value: string,
): string | number {
  if (spec.kind === 'number') {
    if (!/^\d{1,9}$/.test(value) || (name === 'width' && Number(value) === 0))
      throw new CliError(`${rawName} takes a number, and "${value}" is none`)
    return Number(value)
  }
  const choices = spec.kind === 'choice' ? choicesOf(command, name) : undefined
  if (choices !== undefined && !choices.includes(value))
    throw new CliError(`${rawName} takes ${joinOr(choices)}, and not "${value}"${suggest(value, choices)}`)
  return value
}

/** What an option of a command takes, where that is a choice. */
export function choicesOf(command: CommandSpec, name: OptionName): readonly string[] | undefined {
  return name === 'output' ? command.outputs : specOf(name).choices
}

/** The options of a command: its own, then those that all have. */
export function optionsOf(command: CommandSpec): readonly OptionName[] {
  return [...command.options, ...everywhere]
}

function unknownOption(command: CommandSpec, name: string, rawName: string): CliError {
  const names = optionsOf(command)
  const isElsewhere = Object.hasOwn(optionSpecs, name)
  const hint = isElsewhere ? '' : suggest(name, names, '--')
  return new CliError(
    `${command.name} has no option ${rawName}${hint}; see ${command.name} --help for those it has`,
  )
}

function checkOperands(command: CommandSpec, operands: readonly string[]): void {
  const excess = operands[command.maxOperands ?? 0]
  if (excess === undefined) return
  throw new CliError(
    command.operands === undefined
      ? `${command.name} takes files with -f: write -f ${excess}`
      : `${command.name} takes ${command.operands}, and "${excess}" is one too many`,
  )
}

/** `; did you mean "x"?`, or nothing where no word is near. */
export function suggest(word: string, words: readonly string[], prefix = ''): string {
  const closest = closestTo(word, words)
  return closest === undefined ? '' : `; did you mean ${prefix}${closest}?`
}

function joinOr(words: readonly string[]): string {
  return `${words.slice(0, -1).join(', ')}${words.length > 1 ? ' or ' : ''}${words.at(-1) ?? ''}`
}

/** All options, known to Node, so that it knows which of them take a value; ours are checked afterwards. */
function nodeOptions(): Record<string, { type: 'boolean' | 'string'; short?: string; multiple: boolean }> {
  return Object.fromEntries(
    (Object.keys(optionSpecs) as OptionName[]).map((name) => {
      const { kind, short } = specOf(name)
      return [
        name,
        {
          type: kind === 'flag' ? ('boolean' as const) : ('string' as const),
          ...(short === undefined ? {} : { short }),
          multiple: kind === 'list',
        },
      ]
    }),
  )
}
