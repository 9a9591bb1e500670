import { checkManifests, type Issue, type NamedText, safeParseManifests } from '../../index.js'
import type { Command } from '../args/commands.js'
import type { Context } from '../context.js'
import { readSources, userLimits } from '../input/read-manifests.js'
import { describeTemplate } from '../input/read-text.js'
import { CliError } from '../io.js'
import { plural } from '../output/plural.js'
import { printIssues } from '../output/print-issues.js'

export const command: Command = async (context) => {
  const sources = await readSources(context, context.operands)
  const issues = checkManifests(sources, { ...userLimits, profile: context.options.profile })
  refuseTemplates(issues, sources)
  const code = await printIssues(issues, sources, context)
  summarise(issues, sources, context)
  return code
}

/** @throws CliError where YAML is broken because it is a template */
export function refuseTemplates(issues: readonly Issue[], sources: readonly NamedText[]): void {
  const broken = new Set(issues.flatMap(({ code, source }) => (code === 'yaml-syntax' ? (source ?? '') : [])))
  for (const { name, text } of sources) {
    const template = broken.has(name) ? describeTemplate(name, text) : undefined
    if (template !== undefined) throw new CliError(template)
  }
}

function summarise(issues: readonly Issue[], sources: readonly NamedText[], context: Context): void {
  const { sidecarSets, resourceBindings } = safeParseManifests(sources, userLimits).manifests
  const found = sidecarSets.length + resourceBindings.length
  if (found === 0 && issues.length === 0)
    context.note(`${plural(sources.length, 'file')} read, and no SidecarSet or binding among the manifests\n`)
  else if (issues.length === 0)
    context.note(
      `${plural(sidecarSets.length, 'SidecarSet')}, ${plural(resourceBindings.length, 'binding')}: no findings\n`,
    )
}
