import type { CommandSpec } from './args/commands.js'
import type { OptionValues } from './args/options.js'
import type { Arguments } from './args/parse.js'
import { CliError, type Io } from './io.js'

/** What a command works with. */
export interface Context extends Arguments {
  readonly command: CommandSpec
  /** All commands there are. */
  readonly commands: readonly CommandSpec[]
  readonly io: Io
  /** What `--output` says, or the default of the command. */
  readonly output: string
  readonly width: number
  readonly color: boolean
  /** For the `format*` functions of the library. */
  readonly format: {
    readonly width: number
    readonly color: boolean
    readonly limit?: number
  }
  /** The namespace of manifests that name none. */
  readonly namespace: string
  /** The time of `--now`, or that of the clock. */
  readonly now: string
  /** Writes to stderr, unless `--quiet`. */
  readonly note: (text: string) => void
}

export function createContext(
  command: CommandSpec,
  commands: readonly CommandSpec[],
  given: Arguments,
  io: Io,
): Context {
  const { options } = given
  const width = widthOf(options, io)
  const color = colorOf(options, io)
  return {
    ...given,
    command,
    commands,
    io,
    output: options.output ?? command.outputs?.[0] ?? 'text',
    width,
    color,
    format: { width, color, ...(options.limit === undefined ? {} : { limit: options.limit }) },
    namespace: options.namespace ?? 'default',
    now: timeOf(options, io),
    note: (text) => {
      if (!options.quiet) io.log(text)
    },
  }
}

/** Lines get hard to read beyond this many columns. */
const widest = 120

export function widthOf({ width }: OptionValues, { columns }: Pick<Io, 'columns'>): number {
  return width ?? Math.min(columns ?? 80, widest)
}

function colorOf({ color = 'auto' }: OptionValues, { env, isTerminal }: Io): boolean {
  if (color !== 'auto') return color === 'always'
  return isTerminal.stdout && !env['NO_COLOR'] && env['TERM'] !== 'dumb'
}

/** `SOURCE_DATE_EPOCH` is what build tools set for output that is the same every time. */
function timeOf({ now }: OptionValues, { env, clock }: Io): string {
  const epoch = env['SOURCE_DATE_EPOCH']
  const time =
    now !== undefined ? new Date(now) : epoch !== undefined ? new Date(Number(epoch) * 1000) : clock()
  if (Number.isNaN(time.getTime()))
    throw new CliError(
      `${now === undefined ? 'SOURCE_DATE_EPOCH' : '--now'} is no time: write it as 2026-01-31T12:00:00Z`,
    )
  return time.toISOString().replace(/\.\d{3}Z$/, 'Z')
}
