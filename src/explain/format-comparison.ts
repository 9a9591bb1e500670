import { readOptions } from '../options/index.js'
import { reportOptions } from './options.js'
import type { SidecarSetChange } from '../update/classify-change.js'
import type { ContainerChange } from '../update/compare-containers.js'
import {
  listOfItems,
  name,
  limitItems,
  nameList,
  section,
  type Document,
  type Inline,
  type Item,
  type Line,
  type Marker,
  type Tone,
} from '../text/document.js'
import { defaultLimit, renderDocument } from '../text/render-document.js'
import type { SettingChange } from './compare-settings.js'
import type { ReportOptions } from './format-report.js'
import type { PodComparison, PodEffect, SidecarSetComparison } from './types.js'

/**
 * Renders what a change of a SidecarSet means, for people: for example as a comment on the pull request that makes it.
 * Pods that nothing changes for are counted, not listed. The options are those of `formatReport`.
 *
 * @example formatComparison(compareSidecarSets(before, after, pods), { format: 'markdown' })
 */
export function formatComparison(comparison: SidecarSetComparison, given: ReportOptions = {}): string {
  const options = readOptions('formatComparison', reportOptions, given)
  return options.format === 'json'
    ? `${JSON.stringify(comparison, null, 2)}\n`
    : renderDocument(comparisonDocument(comparison, options.limit ?? defaultLimit), {
        ...options,
        format: options.format,
      })
}

/** A comparison as a document: how many Pods it concerns, what changes in the SidecarSet, and the Pods by effect. */
function comparisonDocument(comparison: SidecarSetComparison, limit: number): Document {
  const { sidecarSet, change, pods } = comparison
  return [
    { block: 'title', line: ['Change of SidecarSet ', name(sidecarSet)] },
    { block: 'paragraph', line: summary(comparison) },
    ...section('Containers', change === undefined ? [] : describeContainers(change)),
    ...section('Settings', limitItems(comparison.settings.map(describeSetting), limit, 'settings')),
    ...section(
      'Pods',
      readingOrder.flatMap((effect) =>
        groupPods(
          pods.filter((pod) => pod.effect === effect),
          limit,
        ),
      ),
    ),
  ]
}

/** What stops Pods first; what nothing happens to is only counted. */
const readingOrder: readonly PodEffect[] = ['refused', 'unknown', 'loses', 'gains', 'changes']

const effects: Readonly<
  Record<PodEffect, { readonly marker: Marker; readonly text: string; readonly tone: Tone }>
> = {
  refused: { marker: '!', text: 'refused', tone: 'bad' },
  unknown: { marker: '?', text: 'unknown', tone: 'unsure' },
  loses: { marker: '-', text: 'loses sidecars', tone: 'bad' },
  gains: { marker: '+', text: 'gains sidecars', tone: 'good' },
  changes: { marker: '~', text: 'changes', tone: 'unsure' },
  same: { marker: '*', text: 'same', tone: 'muted' },
}

const rollouts: Readonly<Record<SidecarSetComparison['rollout'], string>> = {
  automatic: 'The controller upgrades running Pods by itself, as far as images go.',
  'not-update': 'Running Pods are not upgraded: spec.updateStrategy.type is NotUpdate.',
  paused: 'Running Pods are not upgraded for now: spec.updateStrategy.paused.',
  none: 'The SidecarSet goes; running Pods keep its sidecars until they are created anew.',
}

function describeSetting({ field, message }: SettingChange): Item {
  return { line: [name(`spec.${field}`), `: ${message}`] }
}

const injectionPaused =
  ' Injection is paused (spec.injectionStrategy.paused): new Pods get nothing; upgrades of running Pods go on.'

function summary({ counts, pods, rollout, injectionPaused: isPaused }: SidecarSetComparison): Line {
  const parts = readingOrder
    .filter((effect) => counts[effect] > 0)
    .flatMap((effect, index): Inline[] => [
      index === 0 ? '' : ', ',
      { text: effects[effect].text, tone: effects[effect].tone },
      ` ${counts[effect]}`,
    ])
  const total = `${pods.length} ${pods.length === 1 ? 'Pod' : 'Pods'}: `
  const verdict: Line = parts.length === 0 ? ['nothing changes'] : [...parts, `, same ${counts.same}`]
  return [total, ...verdict, '. ', rollouts[rollout], isPaused ? injectionPaused : '']
}

function describeContainers({ containers, reordered, newPodsOnly }: SidecarSetChange): readonly Item[] {
  return [
    ...containers.filter(({ change }) => change !== 'same').map(describeContainer),
    ...(reordered ? [{ line: ['the order of the containers changes, which the hash minds'] }] : []),
    ...(newPodsOnly.length === 0
      ? []
      : [{ line: [...nameList(newPodsOnly.map((field) => `spec.${field}`)), ': new Pods only'] }]),
  ]
}

function describeContainer({
  name: container,
  kind,
  change,
  fields,
  images,
  message,
}: ContainerChange): Item {
  const subject: Line = [kind === 'container' ? 'container ' : 'init container ', name(container), ' ']
  const details: Line =
    change === 'image' && images !== undefined
      ? ['image ', name(images.before), ' to ', name(images.after)]
      : change === 'fields'
        ? nameList(fields)
        : [change]
  return { line: [...subject, ...details, `: ${message}`] }
}

/** Pods of one effect: those to which the same happens for the same reason are one point, with their names. */
function groupPods(pods: readonly PodComparison[], limit: number): readonly Item[] {
  const groups = new Map<string, PodComparison[]>()
  for (const pod of pods) {
    const key = JSON.stringify([pod.message, reasonOf(pod)?.message])
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [pod])
    else group.push(pod)
  }
  return limitItems(
    [...groups.values()].flatMap((group) => describeGroup(group, limit)),
    limit,
    'groups of Pods',
  )
}

function describeGroup(pods: readonly PodComparison[], limit: number): readonly Item[] {
  const [first] = pods
  if (first === undefined) return []
  const { marker, text, tone } = effects[first.effect]
  const names = pods.slice(0, limit).map(({ pod }) => pathOf(pod))
  const rest = pods.length - names.length
  const more: Line = rest === 0 ? [] : [` and ${rest} further`]
  const subject: Line = pods.length === 1 ? [...nameList(names), ' '] : [`${pods.length} Pods, each `]
  const reason = reasonOf(first)
  const children: readonly Item[] = [
    ...(reason === undefined ? [] : [{ line: [reason.message] }]),
    ...(pods.length === 1 ? [] : [{ line: [...nameList(names), ...more] }]),
  ]
  const line: Line = [...subject, { text, tone }, `: ${first.message}`]
  return [{ marker, line, children: listOfItems(children) }]
}

function pathOf({ namespace, name: own }: PodComparison['pod']): string {
  return [namespace, own].filter((part) => part !== undefined && part !== '').join('/')
}

/** The reason is that of the version that is not applied. */
function reasonOf({ effect, before, after }: PodComparison): PodComparison['after'] {
  if (effect !== 'loses' && effect !== 'refused' && effect !== 'unknown') return undefined
  return after ?? (effect === 'unknown' ? before : undefined)
}
