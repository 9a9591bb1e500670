// Projects of their own for packages that are too large to be installed with the rest.
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Installs what the lock file of a folder says: once, and again whenever it asks for other versions. */
export function installLocked(folder) {
  const installed = readPackages(join(folder, 'node_modules/.package-lock.json'))
  const wanted = readPackages(join(folder, 'package-lock.json'))
  const isCurrent = Object.entries(wanted).every(
    ([path, { version, link, optional }]) =>
      path === '' || link || optional || version === undefined || installed[path]?.version === version,
  )
  if (isCurrent) return
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  execFileSync(npm, ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: folder, stdio: 'inherit' })
}

function readPackages(path) {
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')).packages : {}
}
