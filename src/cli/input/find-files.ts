import { readdirSync, realpathSync, statSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { CliError } from '../io.js'

/** A place that manifests are read from. */
export interface InputFile {
  /** As messages name it: relative to the working folder where it is below it. */
  readonly name: string
  /** `-` for stdin. */
  readonly path: string
}

/** What a file of manifests is called. */
const manifestName = /\.(?:ya?ml|json)$/i

/**
 * The files that `-f` names, in the order given, each once.
 *
 * 1. A folder gives its files that end in .yaml, .yml or .json, in order of name; with `recursive` those below it, too.
 *    Folders whose name begins with a dot, and node_modules, are left out.
 * 2. A name that no file has and that holds one of `* ? [ {` is a glob.
 * 3. `-` is stdin.
 *
 * @throws CliError for what is not there, a folder without manifests, and a glob without files
 */
export async function findFiles(
  given: readonly string[],
  { cwd, recursive }: { readonly cwd: string; readonly recursive: boolean },
): Promise<readonly InputFile[]> {
  const found = new Map<string, InputFile>()
  for (const name of given)
    for (const path of await findOne(name, cwd, recursive)) {
      const key = path === '-' ? path : realpathSync(path)
      if (!found.has(key)) found.set(key, { name: nameOf(path, cwd), path })
    }
  return [...found.values()]
}

async function findOne(name: string, cwd: string, recursive: boolean): Promise<readonly string[]> {
  if (name === '-') return ['-']
  const path = resolve(cwd, name)
  const stat = statSync(path, { throwIfNoEntry: false })
  if (stat?.isDirectory()) return findInFolder(name, path, recursive)
  if (stat !== undefined) return [path]
  if (!/[*?[{]/.test(name))
    throw new CliError(`there is no file or folder ${name}${describeWorkingFolder(cwd)}`)
  const { glob } = await import('tinyglobby')
  const matches = await glob(name, {
    cwd,
    absolute: true,
    expandDirectories: false,
    followSymbolicLinks: false,
    ignore: ['**/node_modules/**'],
  })
  if (matches.length === 0) throw new CliError(`no file matches ${name}${describeWorkingFolder(cwd)}`)
  return matches.sort()
}

function describeWorkingFolder(cwd: string): string {
  return `; relative names start from ${cwd}`
}

function findInFolder(name: string, path: string, recursive: boolean): readonly string[] {
  const files = listFolder(path, recursive)
  if (files.length > 0) return files
  const isDeeper = !recursive && listFolder(path, true).length > 0
  throw new CliError(
    `the folder ${name} has no manifests, which end in .yaml, .yml or .json${
      isDeeper ? '; its subfolders have some: add -R' : ''
    }`,
  )
}

function listFolder(path: string, recursive: boolean): string[] {
  const entries = readdirSync(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))
  return entries.flatMap((entry) => {
    const inside = join(path, entry.name)
    const stat = entry.isSymbolicLink() ? statSync(inside, { throwIfNoEntry: false }) : entry
    if (stat?.isFile()) return manifestName.test(entry.name) ? [inside] : []
    // A link to a folder may lead back to where it stands.
    const isFolder = entry.isDirectory() && !entry.name.startsWith('.') && entry.name !== 'node_modules'
    return recursive && isFolder ? listFolder(inside, true) : []
  })
}

function nameOf(path: string, cwd: string): string {
  if (path === '-') return 'stdin'
  const name = relative(cwd, path)
  return name.startsWith('..') ? path : name
}
