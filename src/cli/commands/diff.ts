import {
  compareSidecarSets,
  formatComparison,
  type Manifests,
  type Pod,
  readPodTemplate,
  type SidecarSet,
  type SidecarSetComparison,
} from '../../index.js'
import type { Command } from '../args/commands.js'
import type { Context } from '../context.js'
import { isSame } from '../edit/values.js'
import { readState, readTexts, type State } from '../input/git.js'
import { readKnown } from '../input/read-known.js'
import { parseSources, readSources } from '../input/read-manifests.js'
import { CliError } from '../io.js'
import { plural } from '../output/plural.js'
import { labelsOfPlace } from './virtual-node.js'

/** The comment of a pull request takes 65,536 characters. */
const longestMarkdown = 60_000

export const command: Command = async (context) => {
  const { before, after } = await readStates(context)
  const around = await readPods(context)
  const pods = [...around.pods, ...podsOfTemplates(around, context)].map((pod) => inNamespace(pod, context))
  const names = [...new Set([...namesOf(before), ...namesOf(after)])].sort()
  const comparisons = names.flatMap((name) => {
    const [old, now] = [findSet(before, name), findSet(after, name)]
    return isSame(old, now) ? [] : [compare(old, now, pods, { before, after, around, context })]
  })
  await print(comparisons, context)
  const untouched = names.length - comparisons.length
  if (untouched > 0) context.note(`${plural(untouched, 'SidecarSet')} without a change\n`)
  if (pods.length === 0)
    context.note('no Pods are given, so nothing is said about Pods; name their files with -f\n')
  return comparisons.some(({ counts }) => counts.refused > 0) ? 1 : 0
}

async function readStates(
  context: Context,
): Promise<{ readonly before: Manifests; readonly after: Manifests }> {
  const { options, io } = context
  if (options.before === undefined)
    throw new CliError('--before is missing: a folder, or a Git revision such as main or main:sidecarsets')
  const before = readState(options.before, io.cwd)
  const after = options.after === undefined ? workingTree(before) : readState(options.after, io.cwd)
  const path = pathOf(after) ?? pathOf(before)
  if (path === undefined)
    throw new CliError('say where the SidecarSets are: --after FOLDER, or --before REVISION:FOLDER')
  return {
    before: parseSources(await readTexts(before, path, context)),
    after: parseSources(await readTexts(after, path, context)),
  }
}

function workingTree(before: State): State {
  if (before.at === 'disk')
    throw new CliError('--after is missing: the folder with the SidecarSets as they are to be')
  return { at: 'disk', path: before.path ?? '.' }
}

function pathOf(state: State): string | undefined {
  return state.path
}

/** Pods are optional: without them, a comparison says what changes in the SidecarSets. */
async function readPods(context: Context): Promise<Manifests> {
  if (context.options['from-cluster']) return (await readKnown(context)).manifests
  return parseSources(context.options.filename === undefined ? [] : await readSources(context))
}

/** Each workload stands for its Pods, as they are after scheduling. */
function podsOfTemplates({ workloads, namespaces }: Manifests, context: Context): readonly Pod[] {
  const place = context.options['virtual-node'] ?? 'auto'
  return workloads.flatMap((workload) => {
    const read = readPodTemplate(workload)
    if (!read.ok) return []
    const labels = labelsOfPlace(read.template.pod, place, namespaces)
    const placed = readPodTemplate(workload, { labels })
    return placed.ok ? [placed.template.pod] : []
  })
}

function inNamespace(pod: Pod, { namespace }: Context): Pod {
  return pod.metadata?.namespace === undefined ? { ...pod, metadata: { ...pod.metadata, namespace } } : pod
}

function namesOf({ sidecarSets }: Manifests): readonly string[] {
  return sidecarSets.map(({ metadata }) => metadata?.name ?? '')
}

function findSet({ sidecarSets }: Manifests, name: string): SidecarSet | undefined {
  return sidecarSets.find(({ metadata }) => metadata?.name === name)
}

interface Surroundings {
  readonly before: Manifests
  readonly after: Manifests
  readonly around: Manifests
  readonly context: Context
}

function compare(
  old: SidecarSet | undefined,
  now: SidecarSet | undefined,
  pods: readonly Pod[],
  { after, around, context }: Surroundings,
): SidecarSetComparison {
  const { options } = context
  return compareSidecarSets(old, now, pods, {
    namespaces: byName([...after.namespaces, ...around.namespaces]),
    resourceBindings: byName([...after.resourceBindings, ...around.resourceBindings]),
    controllerRevisions: around.controllerRevisions,
    profile: options.profile,
    unauthorizedReference: options.unauthorized,
  })
}

/** Of objects with one name, the first: what is to be counts before what is. */
function byName<T extends Pick<Pod, 'metadata'>>(objects: readonly T[]): readonly T[] {
  const key = ({ metadata }: T): string => `${metadata?.namespace ?? ''}/${metadata?.name ?? ''}`
  return [...new Map([...objects].reverse().map((object) => [key(object), object])).values()].reverse()
}

async function print(comparisons: readonly SidecarSetComparison[], context: Context): Promise<void> {
  const { io, format, output } = context
  if (output === 'json') return io.write(`${JSON.stringify(comparisons, null, 2)}\n`)
  if (comparisons.length === 0) return io.write('No SidecarSet changes.\n')
  const isMarkdown = output === 'markdown'
  const maxLength = Math.floor(longestMarkdown / comparisons.length)
  const texts = comparisons.map((comparison) =>
    formatComparison(comparison, {
      ...format,
      format: isMarkdown ? 'markdown' : 'text',
      maxLength,
    }).trimEnd(),
  )
  await io.write(`${texts.join('\n\n')}\n`)
}
