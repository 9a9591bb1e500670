import { formatMatrix } from '../../index.js'
import type { Command } from '../args/commands.js'
import { chooseSubjects } from '../input/choose-subjects.js'
import { readKnown } from '../input/read-known.js'
import { injectorOf, isRefusal, reportAll } from './report-subjects.js'

export const command: Command = async (context) => {
  const known = await readKnown(context)
  const subjects = chooseSubjects(known.manifests, context)
  const reports = reportAll(subjects, injectorOf(known, context), context)
  const { io, format, output, options } = context
  if (output === 'json')
    await io.write(
      `${JSON.stringify(
        reports.map(({ pod, workload, verdict, decisions }) => ({
          ...(workload === undefined ? { pod } : { workload }),
          verdict,
          sidecarSets: Object.fromEntries(decisions.map(({ sidecarSet, outcome }) => [sidecarSet, outcome])),
        })),
        null,
        2,
      )}\n`,
    )
  else
    await io.write(
      formatMatrix(reports, {
        ...format,
        format: output === 'markdown' ? 'markdown' : 'text',
        onlyNear: options['only-near'] ?? false,
      }),
    )
  return reports.length < subjects.length ? 2 : reports.some(isRefusal) ? 1 : 0
}
