import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join, relative } from 'node:path'
import { type Manifests, parseYaml } from '../../index.js'
import { isMapping, type Mapping } from '../edit/values.js'
import { findFiles } from '../input/find-files.js'
import { parseSources } from '../input/read-manifests.js'
import { decodeText } from '../input/read-text.js'
import { CliError } from '../io.js'
import { type Assertion, readAssertions } from './assertions.js'

/** What a test folder holds besides manifests. Any of the three makes a folder a test. */
export const caseFiles = {
  pods: 'expected.yaml',
  report: 'expected-report.txt',
  settings: 'test.yaml',
} as const

/** A folder with manifests, and what is expected of them. */
export interface TestCase {
  /** Relative to the folder that was named. */
  readonly name: string
  readonly folder: string
  readonly manifests: Manifests
  readonly settings: Settings
  readonly assertions: readonly Assertion[]
  /** What its files say; absent where there is no such file. */
  readonly expectedPods?: string
  readonly expectedReport?: string
}

/** What test.yaml may say of the injection, as the options of the command line do. */
export interface Settings {
  readonly namespace?: string
  readonly profile?: 'v1.3.0' | 'v1.8.0' | 'v1.9.0'
  readonly unauthorized?: 'deny' | 'skip' | 'allow'
  readonly virtualNode?: 'auto' | 'eci' | 'acs' | 'none'
}

const choices: Readonly<Record<string, readonly string[] | undefined>> = {
  namespace: undefined,
  profile: ['v1.3.0', 'v1.8.0', 'v1.9.0'],
  unauthorized: ['deny', 'skip', 'allow'],
  virtualNode: ['auto', 'eci', 'acs', 'none'],
}

/** The folders below one, itself included, that are tests. */
export function findCases(root: string): readonly string[] {
  const entries = readdirSync(root, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))
  const isCase = entries.some((entry) => Object.values<string>(caseFiles).includes(entry.name))
  const below = entries
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.') && entry.name !== 'node_modules')
    .flatMap((entry) => findCases(join(root, entry.name)))
  return isCase ? [root, ...below] : below
}

/** Reads a test. @throws CliError where its manifests or its test.yaml cannot be read */
export async function readCase(folder: string, root: string): Promise<TestCase> {
  const config = readSettings(folder)
  const more = config['manifests'] === undefined ? [] : textsOf(config['manifests'], folder, 'manifests')
  const own = readdirSync(folder)
    .filter((name) => /\.(?:ya?ml|json)$/i.test(name) && !Object.values<string>(caseFiles).includes(name))
    .sort()
  const files = await findFiles([...own, ...more], { cwd: folder, recursive: false })
  const sources = files.map(({ path }) => ({
    name: relative(root, path),
    text: decodeText(readFileSync(path), path),
  }))
  const expected = (file: string): string | undefined =>
    existsSync(join(folder, file)) ? readFileSync(join(folder, file), 'utf8') : undefined
  const pods = expected(caseFiles.pods)
  const report = expected(caseFiles.report)
  return {
    name: relative(root, folder) || basename(folder),
    folder,
    manifests: parseSources(sources),
    settings: settingsOf(config, folder),
    assertions: readAssertions(config['expect'], folder),
    ...(pods === undefined ? {} : { expectedPods: pods }),
    ...(report === undefined ? {} : { expectedReport: report }),
  }
}

function readSettings(folder: string): Mapping {
  const path = join(folder, caseFiles.settings)
  if (!existsSync(path)) return {}
  const [config = {}] = parseYaml(readFileSync(path, 'utf8'))
  if (!isMapping(config)) throw new CliError(`${path} is no mapping of settings`)
  const known = ['manifests', 'expect', ...Object.keys(choices)]
  const strange = Object.keys(config).find((key) => !known.includes(key))
  if (strange !== undefined) throw new CliError(`${path} has "${strange}", and takes ${known.join(', ')}`)
  return config
}

function settingsOf(config: Mapping, folder: string): Settings {
  for (const [key, allowed] of Object.entries(choices)) {
    const value = config[key]
    if (value === undefined) continue
    if (typeof value !== 'string' || (allowed !== undefined && !allowed.includes(value)))
      throw new CliError(
        `${join(folder, caseFiles.settings)}: ${key} takes ${allowed?.join(', ') ?? 'a text'}`,
      )
  }
  const { namespace, profile, unauthorized, virtualNode } = config
  return { namespace, profile, unauthorized, virtualNode } as Settings
}

/** A list of texts of test.yaml. @throws CliError for anything else */
export function textsOf(value: unknown, folder: string, key: string): readonly string[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value]
  if (!list.every((item) => typeof item === 'string'))
    throw new CliError(`${join(folder, caseFiles.settings)}: ${key} takes a list of texts`)
  return list
}
