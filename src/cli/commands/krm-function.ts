import { CliError, type ExitCode, type Io } from '../io.js'

export function runFunction(_io: Io): Promise<ExitCode> {
  throw new CliError('a command is missing; --help lists them all')
}
