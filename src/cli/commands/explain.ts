import { formatReport, type InjectionReport, type InjectionVerdict } from '../../index.js'
import type { Command } from '../args/commands.js'
import type { Context } from '../context.js'
import { chooseSubjects } from '../input/choose-subjects.js'
import { readKnown } from '../input/read-known.js'
import { injectorOf, isRefusal, reportAll } from './report-subjects.js'

export const command: Command = async (context) => {
  const known = await readKnown(context)
  const subjects = chooseSubjects(known.manifests, context)
  const injector = injectorOf(known, context)
  const { configMaps, secrets } = known.manifests
  // Files that have some are taken to have all that matter; of a cluster, none is read.
  const objects = configMaps.length + secrets.length > 0 ? known.manifests : undefined
  const reports = reportAll(subjects, injector, context, objects)
  if (context.output === 'json') await context.io.write(`${JSON.stringify(reports, null, 2)}\n`)
  else await printReports(reports, context)
  return reports.length < subjects.length ? 2 : injector.issues.length > 0 || reports.some(isRefusal) ? 1 : 0
}

/** How many reports are printed in full where nobody says. */
const defaultLimit = 20

/** Those that ask for action come first; where there are too many, the rest is counted. */
const order: readonly InjectionVerdict[] = [
  'refused',
  'not-accepted',
  'unknown',
  'not-called',
  'running-without',
  'running-outdated',
  'would-be-injected',
  'already-injected',
  'unchanged',
]

async function printReports(reports: readonly InjectionReport[], context: Context): Promise<void> {
  const { io, format, output, options } = context
  const limit = options.limit ?? defaultLimit
  const isShort = reports.length <= limit
  const sorted = isShort
    ? reports
    : [...reports].sort((a, b) => order.indexOf(a.verdict) - order.indexOf(b.verdict))
  const shown = sorted.slice(0, limit)
  for (const [index, report] of shown.entries()) {
    const text = formatReport(report, { ...format, format: output === 'markdown' ? 'markdown' : 'text' })
    await io.write(`${index === 0 ? '' : '\n'}${text.trimEnd()}\n`)
  }
  const rest = sorted.slice(limit)
  if (rest.length > 0) await io.write(`\n${describeRest(rest)}\n`)
}

function describeRest(rest: readonly InjectionReport[]): string {
  const counts = order.flatMap((verdict) => {
    const count = rest.filter((report) => report.verdict === verdict).length
    return count === 0 ? [] : [`${count} ${verdict}`]
  })
  return `and ${rest.length} more: ${counts.join(', ')}; name one, or raise --limit`
}
