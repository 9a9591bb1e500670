import { checkManifests, type Issue, locateIssues } from '../../index.js'
import type { Command } from '../args/commands.js'
import { chooseSubjects } from '../input/choose-subjects.js'
import { readKnown } from '../input/read-known.js'
import { readSources, userLimits } from '../input/read-manifests.js'
import { plural } from '../output/plural.js'
import { printIssues } from '../output/print-issues.js'
import { injectorOf, isRefusal, reportAll } from './report-subjects.js'
import { refuseTemplates } from './validate.js'

/** Everything at once: what `validate` finds, and the issues of `explain` for every Pod and Pod template. */
export const command: Command = async (context) => {
  const sources = await readSources(context)
  const written = checkManifests(sources, { ...userLimits, profile: context.options.profile })
  refuseTemplates(written, sources)
  if (written.some(({ code }) => code === 'yaml-syntax')) return printIssues(written, sources, context)
  const known = await readKnown(context, sources)
  const { manifests } = known
  const hasPods = manifests.pods.length + manifests.workloads.length > 0
  const subjects = hasPods ? chooseSubjects(manifests, { ...context, operands: [] }) : []
  const objects = manifests.configMaps.length + manifests.secrets.length > 0 ? manifests : undefined
  // What the injector leaves out is among what is written wrongly.
  const silent = { ...context, io: { ...context.io, log: () => undefined } }
  const reports = reportAll(subjects, injectorOf(known, silent), context, objects)
  const found = locateIssues(
    reports.flatMap(({ issues }) => issues),
    manifests,
  )
  const issues = distinct([...written, ...found])
  const code = await printIssues(issues, sources, context)
  const refused = reports.filter(isRefusal).length
  context.note(
    `${plural(manifests.sidecarSets.length, 'SidecarSet')}, ${plural(reports.length, 'Pod')} and Pod templates: ${
      issues.length === 0 ? 'no findings' : plural(issues.length, 'finding')
    }${refused === 0 ? '' : `, ${refused} would be refused`}\n`,
  )
  return refused > 0 ? 1 : code
}

/** The same mistake of a SidecarSet is found for every Pod that it is for. */
function distinct(issues: readonly Issue[]): readonly Issue[] {
  const seen = new Set<string>()
  return issues.filter(({ code, path, resource, message }) => {
    const key = JSON.stringify([code, path, resource?.kind, resource?.name, resource?.namespace, message])
    return !seen.has(key) && seen.add(key)
  })
}
