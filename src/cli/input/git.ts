import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import type { NamedText } from '../../index.js'
import type { Context } from '../context.js'
import { CliError } from '../io.js'
import { findFiles } from './find-files.js'
import { decodeText, readText } from './read-text.js'

/** A state of manifests: on disk, or in Git. */
export type State =
  | { readonly at: 'disk'; readonly path: string }
  | { readonly at: 'revision'; readonly revision: string; readonly path: string | undefined }

/** Reads `DIR`, `REV` or `REV:PATH`. What is on disk is taken for that. */
export function readState(text: string, cwd: string): State {
  if (existsSync(resolve(cwd, text))) return { at: 'disk', path: text }
  const colon = text.indexOf(':')
  return colon === -1
    ? { at: 'revision', revision: text, path: undefined }
    : { at: 'revision', revision: text.slice(0, colon), path: text.slice(colon + 1) }
}

/** The texts of a state. `path` is what a revision without a path shows. */
export async function readTexts(state: State, path: string, context: Context): Promise<readonly NamedText[]> {
  const { io, options } = context
  if (state.at === 'revision') return readRevision(state.revision, state.path ?? path, context)
  const files = await findFiles([state.path], { cwd: io.cwd, recursive: options.recursive ?? false })
  return Promise.all(files.map(async (file) => ({ name: file.name, text: await readText(file, io) })))
}

function readRevision(revision: string, path: string, { io, options }: Context): readonly NamedText[] {
  if (revision.startsWith('-')) throw new CliError(`there is no Git revision ${revision}`)
  const git = (args: readonly string[]): Uint8Array => runGit(args, io.cwd)
  try {
    git(['rev-parse', '--verify', '--quiet', `${revision}^{commit}`])
  } catch (error) {
    if (error instanceof CliError) throw error
    throw new CliError(`"${revision}" is neither a file, a folder nor a Git revision of ${io.cwd}`)
  }
  const relative = path === '.' ? './' : path.replace(/\/*$/, '')
  const listed = git(['ls-tree', '-r', '-z', '--name-only', revision, '--', relative])
  const names = Buffer.from(listed)
    .toString('utf8')
    .split('\0')
    .filter((name) => /\.(?:ya?ml|json)$/i.test(name))
  const inside = options.recursive ? names : names.filter((name) => isDirectly(name, relative))
  if (inside.length === 0) throw new CliError(`revision ${revision} has no manifests at ${path}`)
  return inside.map((name) => ({
    name: `${revision}:${name}`,
    text: decodeText(git(['show', `${revision}:./${name}`]), `${revision}:${name}`),
  }))
}

/** Whether a file is the path itself, or stands in that folder. */
function isDirectly(name: string, path: string): boolean {
  const folder = path === './' ? '' : `${path.replace(/^\.\//, '')}/`
  return `${name}/` === folder || !name.slice(folder.length).includes('/')
}

function runGit(args: readonly string[], cwd: string): Uint8Array {
  try {
    return execFileSync('git', args, { cwd, stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 1 << 30 })
  } catch (error) {
    const { code, stderr } = error as { readonly code?: string; readonly stderr?: Buffer }
    if (code === 'ENOENT') throw new CliError('git is not installed, and a revision can only be read with it')
    if (String(stderr).includes('not a git repository'))
      throw new CliError(`${cwd} is not in a Git repository, so it has no revisions`)
    throw error
  }
}
