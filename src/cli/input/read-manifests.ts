import { type Issue, type Manifests, type NamedText, safeParseManifests } from '../../index.js'
import type { Context } from '../context.js'
import { CliError } from '../io.js'
import { formatIssue } from '../output/one-issue.js'
import { findFiles, type InputFile } from './find-files.js'
import { describeTemplate, readText } from './read-text.js'
import { findInput } from './sources.js'

/** These are files of the user's own, so they may be as large as memory takes. */
export const userLimits = {
  maxCharacters: 1_000_000_000,
  maxDocuments: 1_000_000,
  maxNodes: 100_000_000,
} as const

/** Texts as the library takes them, each with the name of its file. */
export async function readSources(
  context: Context,
  more: readonly string[] = [],
): Promise<readonly NamedText[]> {
  return readFiles(await findInput(context, more), context)
}

/** The texts of files that have been found, and of `--namespaces`. */
async function readFiles(
  files: readonly InputFile[],
  { options, io }: Context,
): Promise<readonly NamedText[]> {
  const namespaces = await findFiles(options.namespaces ?? [], { cwd: io.cwd, recursive: false })
  const sources: NamedText[] = []
  for (const file of [
    ...files,
    ...namespaces.filter(({ path }) => !files.some((each) => each.path === path)),
  ])
    sources.push({ name: file.name, text: await readText(file, io) })
  if (sources.every(({ text }) => text.trim() === '') && sources.length > 0)
    throw new CliError(
      `${sources.length === 1 ? `${sources[0]?.name} is` : 'all files are'} empty; manifests were expected`,
    )
  return sources
}

/** Texts as manifests. @throws CliError with every mistake where one cannot be read */
export function parseSources(sources: readonly NamedText[]): Manifests {
  const { ok, manifests, issues } = safeParseManifests(sources, userLimits)
  if (!ok) throw new CliError(describeUnreadable(sources, issues))
  return manifests
}

/** How many mistakes are shown before the rest is left to `validate`. */
const shown = 5

/** Why manifests cannot be read, and what to do. */
export function describeUnreadable(sources: readonly NamedText[], issues: readonly Issue[]): string {
  const errors = issues.filter(({ severity }) => severity === 'error')
  const template = errors.flatMap(({ code, source }) => {
    const text = sources.find(({ name }) => name === source)?.text
    return code === 'yaml-syntax' && source !== undefined && text !== undefined
      ? (describeTemplate(source, text) ?? [])
      : []
  })[0]
  if (template !== undefined) return template
  const rest = errors.length - shown
  return [
    `these manifests cannot be read; sidecarset validate shows every mistake`,
    ...errors.slice(0, shown).map(formatIssue),
    ...(rest > 0 ? [`and ${rest} more`] : []),
  ].join('\n')
}
