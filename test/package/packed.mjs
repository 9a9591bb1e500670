// The packed library in a directory of its own, as a user's installation has it.
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const repository = fileURLToPath(new URL('../..', import.meta.url))
export const manifest = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8'))

/** Runs a program to its end. @throws with all its output unless it succeeds */
export function run(command, args, options = {}) {
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: 'utf8', ...options })
  if (status === 0) return { stdout, stderr }
  throw new Error(`${[command, ...args].join(' ')} failed\n${error ?? ''}${stdout ?? ''}${stderr ?? ''}`)
}

/** Runs a command line tool of the repository's development dependencies. */
export function runTool(name, args, options) {
  const directory = join(repository, 'node_modules', name)
  const { bin } = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8'))
  const script = typeof bin === 'string' ? bin : Object.values(bin)[0]
  return run(process.execPath, [join(directory, script), ...args], options)
}

/**
 * Packs the library and unpacks it under `node_modules` of a new directory, with links to the dependencies that a user
 * would get: those for production, nothing else. Needs no registry.
 */
export function installPacked() {
  const root = mkdtempSync(join(tmpdir(), 'sidecarset-'))
  const [packed] = JSON.parse(
    runNpm(['pack', '--json', '--ignore-scripts', '--pack-destination', root]).stdout,
  )
  const tarball = join(root, packed.filename)
  const library = join(root, 'node_modules', manifest.name)
  mkdirSync(library, { recursive: true })
  run('tar', ['-xzf', tarball, '-C', library, '--strip-components=1'])
  for (const name of Object.keys(manifest.dependencies ?? {})) {
    const link = join(root, 'node_modules', name)
    mkdirSync(dirname(link), { recursive: true })
    symlinkSync(join(repository, 'node_modules', name), link, 'junction')
  }
  cpSync(fileURLToPath(new URL('consumer', import.meta.url)), root, { recursive: true })
  // Without one of its own, the directory would belong to whatever package lies above it.
  writeFileSync(join(root, 'package.json'), '{ "private": true }')
  return { root, tarball, library, files: packed.files.map(({ path }) => path) }
}

export function removePacked({ root }) {
  rmSync(root, { recursive: true, force: true })
}

function runNpm(args) {
  const npm = process.env.npm_execpath
  return npm?.endsWith('.js')
    ? run(process.execPath, [npm, ...args], { cwd: repository })
    : run('npm', args, { cwd: repository })
}
