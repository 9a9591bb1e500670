import { commands, findCommand, type CommandSpec } from './args/commands.js'
import { formatCommandHelp, formatProgramHelp } from './args/help.js'
import { parseArguments, suggest } from './args/parse.js'
import { createContext, widthOf } from './context.js'
import { CliError, type ExitCode, type Io } from './io.js'

/**
 * Runs a command line, without the name of the program. Never throws: whatever goes wrong ends in a sentence on stderr
 * and exit code 2.
 */
export async function run(argv: readonly string[], io: Io): Promise<ExitCode> {
  try {
    return await dispatch(argv, io)
  } catch (error) {
    io.log(`${io.program}: ${describeError(error, io)}\n`)
    return 2
  }
}

async function dispatch(argv: readonly string[], io: Io): Promise<ExitCode> {
  const [name, ...args] = argv
  if (name === undefined && !io.isTerminal.stdin && !io.isTerminal.stdout) {
    const { runFunction } = await import('./commands/krm-function.js')
    return runFunction(io)
  }
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    const about = name === 'help' && args[0] !== undefined ? commandNamed(args[0]) : undefined
    await io.write(
      about === undefined
        ? formatProgramHelp(io.program)
        : formatCommandHelp(io.program, about, widthOf({}, io)),
    )
    return name === undefined ? 2 : 0
  }
  if (name === '--version' || name === '-V') {
    const { version } = await import('./version.js')
    await io.write(`${version}\n`)
    return 0
  }
  const command = commandNamed(name)
  const given = parseArguments(command, args)
  if (given.options.help) {
    await io.write(formatCommandHelp(io.program, command, widthOf(given.options, io)))
    return 0
  }
  const { command: execute } = await command.load()
  return execute(createContext(command, commands, given, io))
}

function commandNamed(name: string): CommandSpec {
  const command = findCommand(name)
  if (command !== undefined) return command
  if (name.startsWith('-'))
    throw new CliError(`a command comes before ${name}: ${commands.map((each) => each.name).join(', ')}`)
  const hint = suggest(
    name,
    commands.map((each) => each.name),
  )
  throw new CliError(`there is no command "${name}"${hint}; --help lists them all`)
}

function describeError(error: unknown, io: Io): string {
  if (error instanceof CliError) return error.message
  if (isLibraryError(error)) return error.message
  if (io.env['SIDECARSET_DEBUG'] !== undefined && error instanceof Error) return String(error.stack)
  const message = error instanceof Error ? error.message : String(error)
  return `this should not have happened: ${message.split('\n')[0]}; please report it with the command and its input (SIDECARSET_DEBUG=1 shows more)`
}

/** Told by its name, since the library is not loaded by every command. */
function isLibraryError(error: unknown): error is Error {
  return error instanceof Error && error.name === 'SidecarSetError'
}
