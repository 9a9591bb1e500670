import { fileURLToPath } from 'node:url'
import type { Io } from '../../src/cli/io.js'
import { run } from '../../src/cli/run.js'

/** What came of a command line. */
export interface CliResult {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** The process around the command, as far as a test says something about it. */
export interface CliSurroundings {
  /** Below the repository. @default fixtures/cli/shop */
  readonly cwd?: string
  readonly stdin?: string | Iterable<Uint8Array>
  readonly env?: Readonly<Record<string, string>>
  readonly isTerminal?: Partial<Io['isTerminal']>
  readonly columns?: number
}

export const repository: string = fileURLToPath(new URL('../../', import.meta.url))

/** Runs a command line in this process. Without stdin a terminal is there. */
export async function runCli(argv: readonly string[], around: CliSurroundings = {}): Promise<CliResult> {
  const { cwd = 'fixtures/cli/shop', stdin, env = {}, isTerminal, columns } = around
  const stdout: string[] = []
  const stderr: string[] = []
  const chunks = stdin === undefined ? [] : typeof stdin === 'string' ? [Buffer.from(stdin)] : [...stdin]
  const code = await run(argv, {
    stdin: (async function* () {
      yield* chunks
    })(),
    write: (text) => {
      stdout.push(text)
      return Promise.resolve()
    },
    log: (text) => void stderr.push(text),
    env: { SOURCE_DATE_EPOCH: '1767225600', ...env },
    cwd: cwd.startsWith('/') ? cwd : `${repository}${cwd}`,
    clock: () => new Date('2026-01-01T00:00:00Z'),
    isTerminal: { stdin: stdin === undefined, stdout: false, stderr: false, ...isTerminal },
    columns,
    program: 'sidecarset',
  })
  return { code, stdout: stdout.join(''), stderr: stderr.join('') }
}

/** The words of a line as a shell would take them: blanks part them, quotes keep them together. */
export function wordsOf(line: string): readonly string[] {
  return [...line.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(
    (match) => match[1] ?? match[2] ?? match[3] ?? '',
  )
}
