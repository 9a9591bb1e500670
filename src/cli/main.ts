#!/usr/bin/env node
import { basename } from 'node:path'
import type { ExitCode, Io } from './io.js'
import { run } from './run.js'

/** The process: its arguments, streams and exit code. Everything else is in `run`, which tests call. */
function processIo(): Io {
  const { stdin, stdout, stderr, env } = process
  return {
    stdin,
    write: (text) =>
      stdout.write(text) ? Promise.resolve() : new Promise((resolve) => stdout.once('drain', resolve)),
    log: (text) => void stderr.write(text),
    env,
    cwd: process.cwd(),
    clock: () => new Date(),
    isTerminal: { stdin: stdin.isTTY, stdout: stdout.isTTY, stderr: stderr.isTTY },
    columns: stdout.isTTY ? stdout.columns : undefined,
    program: basename(process.argv[1] ?? '').startsWith('kubectl-') ? 'kubectl sidecarset' : 'sidecarset',
  }
}

/** Whoever reads the output may stop early, such as `head`. That is no error. */
function endWithReader(error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE') process.exit(0)
  throw error
}

process.stdout.on('error', endWithReader)
process.stderr.on('error', endWithReader)
run(process.argv.slice(2), processIo()).then((code: ExitCode) => {
  process.exitCode = code
  // A pipe that was never read keeps Node waiting.
  process.stdin.destroy()
})
