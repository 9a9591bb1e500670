import type { Context } from '../context.js'
import { CliError } from '../io.js'
import { findFiles, type InputFile } from './find-files.js'

/**
 * The files that a command reads: those of `-f`, else stdin where something is piped in.
 *
 * @throws CliError where there is neither
 */
export async function findInput(
  { options, io }: Pick<Context, 'options' | 'io'>,
  more: readonly string[] = [],
): Promise<readonly InputFile[]> {
  const given = [...(options.filename ?? []), ...more]
  if (given.length > 0) return findFiles(given, { cwd: io.cwd, recursive: options.recursive ?? false })
  if (options['from-cluster']) return []
  if (io.isTerminal.stdin)
    throw new CliError('there are no manifests to read; name files with -f, or pipe manifests in')
  return [{ name: 'stdin', path: '-' }]
}
