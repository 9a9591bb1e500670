/** All that a command sees of the process around it. Tests hand in their own. */
export interface Io {
  readonly stdin: AsyncIterable<Uint8Array | string>
  /** Writes the product. Waits where the reader is slow, so that a long output is never held in memory. */
  readonly write: (text: string) => Promise<void>
  /** Writes to stderr: reports, hints and errors. */
  readonly log: (text: string) => void
  readonly env: Readonly<Record<string, string | undefined>>
  readonly cwd: string
  /** The current time, for `--now`. */
  readonly clock: () => Date
  readonly isTerminal: { readonly stdin: boolean; readonly stdout: boolean; readonly stderr: boolean }
  /** Columns of the terminal, where there is one. */
  readonly columns: number | undefined
  /** What the user typed: `sidecarset` or `kubectl sidecarset`. */
  readonly program: string
}

/** What a command ends with: 0 fine, 1 findings or refusals, 2 usage or unreadable input. */
export type ExitCode = 0 | 1 | 2

/**
 * Ends a command with one sentence that says what is wrong and what to do next. Everything that a user can do wrong
 * becomes one of these.
 */
export class CliError extends Error {
  override readonly name = 'CliError'
}
