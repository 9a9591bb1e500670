import { spawn } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'esbuild'
import type { CliResult } from './run-cli.js'
import { repository } from './run-cli.js'

/** Bundles the command for the tests that need a process; the packed one is tested with the package. */
export async function buildBin(): Promise<string> {
  const outdir = mkdtempSync(join(tmpdir(), 'sidecarset-bin-'))
  await build({
    absWorkingDir: repository,
    entryPoints: { sidecarset: 'src/cli/main.ts' },
    outdir,
    bundle: true,
    splitting: true,
    format: 'esm',
    outExtension: { '.js': '.mjs' },
    platform: 'node',
    target: 'node20',
    alias: { yaml: './node_modules/yaml/browser/index.js' },
    banner: {
      js: "import { createRequire as requireFrom } from 'node:module'\nconst require = requireFrom(import.meta.url)",
    },
    logLevel: 'error',
  })
  return join(outdir, 'sidecarset.mjs')
}

/** Runs a program as a process. */
export function runProcess(
  command: string,
  args: readonly string[],
  {
    cwd = repository,
    stdin = '',
    env = {},
  }: { cwd?: string; stdin?: string; env?: Record<string, string> } = {},
): Promise<CliResult & { readonly signal: string | null }> {
  const child = spawn(command, [...args], { cwd, env: { ...process.env, ...env } })
  const output = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const)
    child[name].setEncoding('utf8').on('data', (text: string) => (output[name] += text))
  child.stdin.on('error', () => undefined)
  child.stdin.end(stdin)
  return new Promise((resolve) =>
    child.on('close', (code, signal) => resolve({ code: code ?? -1, signal, ...output })),
  )
}
