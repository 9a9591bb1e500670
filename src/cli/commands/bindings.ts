import {
  describeGrants,
  formatGrants,
  formatYaml,
  type Manifests,
  type SidecarSetResourceBinding,
} from '../../index.js'
import type { Command } from '../args/commands.js'
import { chooseSubjects } from '../input/choose-subjects.js'
import { readKnown } from '../input/read-known.js'
import { CliError } from '../io.js'
import { plural } from '../output/plural.js'
import { injectorOf, reportAll } from './report-subjects.js'

export const command: Command = async (context) => {
  const known = await readKnown(context)
  const { resourceBindings } = known.manifests
  if (!context.options.missing) {
    await context.io.write(
      resourceBindings.length === 0
        ? 'there are no bindings\n'
        : `${formatGrants(describeGrants(resourceBindings), context.format)}\n`,
    )
    return 0
  }
  if (!hasPods(known.manifests))
    throw new CliError('what is missing depends on the Pods: name the files of Pods or workloads with -f')
  const reports = reportAll(chooseSubjects(known.manifests, context), injectorOf(known, context), context)
  const missing = mergeBindings(
    reports.flatMap(({ decisions }) => decisions.flatMap(({ facts }) => facts?.missingBindings ?? [])),
  )
  if (missing.length === 0) {
    context.note('no binding is missing\n')
    return 0
  }
  await context.io.write(missing.map((binding) => `---\n${formatYaml(binding)}`).join(''))
  context.note(
    `${plural(missing.length, 'binding')} missing; whoever owns the namespace decides whether to apply it\n`,
  )
  return 1
}

function hasPods({ pods, workloads }: Manifests): boolean {
  return pods.length + workloads.length > 0
}

/** The same binding is missing for many Pods; and one SidecarSet may need several objects of a namespace. */
function mergeBindings(bindings: readonly SidecarSetResourceBinding[]): readonly SidecarSetResourceBinding[] {
  const merged = new Map<string, SidecarSetResourceBinding>()
  for (const binding of bindings) {
    const key = JSON.stringify([binding.metadata?.namespace, binding.spec?.subjects])
    const known = merged.get(key)
    const refs = [...(known?.spec?.resourceRefs ?? []), ...(binding.spec?.resourceRefs ?? [])]
    const distinct = refs.filter(
      (ref, index) => refs.findIndex(({ kind, name }) => kind === ref.kind && name === ref.name) === index,
    )
    merged.set(key, { ...(known ?? binding), spec: { ...binding.spec, resourceRefs: distinct } })
  }
  return [...merged.values()]
}
