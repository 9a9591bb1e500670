import type { SidecarSetChange } from '../../update/classify-change.js'
import type { ContainerChange } from '../../update/compare-containers.js'
import {
  listOfItems,
  name,
  nameList,
  type Block,
  type Document,
  type Inline,
  type Item,
  type Line,
  type Tone,
} from '../document/document.js'
import type { PodComparison, PodEffect, SidecarSetComparison } from './types.js'

/** A comparison as a document: how many Pods it concerns, what changes in the SidecarSet, and the Pods by effect. */
export function comparisonDocument(comparison: SidecarSetComparison): Document {
  const { sidecarSet, change, pods } = comparison
  return [
    { block: 'title', line: ['Change of SidecarSet ', name(sidecarSet)] },
    { block: 'paragraph', line: summary(comparison) },
    ...section('Containers', change === undefined ? [] : describeContainers(change)),
    ...section(
      'Pods',
      readingOrder.flatMap((effect) => pods.filter((pod) => pod.effect === effect)).map(describePod),
    ),
  ]
}

/** What stops Pods first; what nothing happens to is only counted. */
const readingOrder: readonly PodEffect[] = ['refused', 'unknown', 'loses', 'gains', 'changes']

const effects: Readonly<
  Record<PodEffect, { readonly marker: string; readonly text: string; readonly tone: Tone }>
> = {
  refused: { marker: '!', text: 'refused', tone: 'bad' },
  unknown: { marker: '?', text: 'unknown', tone: 'unsure' },
  loses: { marker: '-', text: 'loses sidecars', tone: 'bad' },
  gains: { marker: '+', text: 'gains sidecars', tone: 'good' },
  changes: { marker: '~', text: 'changes', tone: 'unsure' },
  same: { marker: ' ', text: 'same', tone: 'muted' },
}

const rollouts: Readonly<Record<SidecarSetComparison['rollout'], string>> = {
  automatic: 'The controller upgrades running Pods by itself, as far as images go.',
  'not-update': 'Running Pods are not upgraded: spec.updateStrategy.type is NotUpdate.',
  paused: 'Running Pods are not upgraded for now: spec.updateStrategy.paused.',
  none: 'The SidecarSet goes; running Pods keep its sidecars until they are created anew.',
}

function summary({ counts, pods, rollout }: SidecarSetComparison): Line {
  const parts = readingOrder
    .filter((effect) => counts[effect] > 0)
    .flatMap((effect, index): Inline[] => [
      index === 0 ? '' : ', ',
      { text: effects[effect].text, tone: effects[effect].tone },
      ` ${counts[effect]}`,
    ])
  const total = `${pods.length} ${pods.length === 1 ? 'Pod' : 'Pods'}: `
  const verdict: Line = parts.length === 0 ? ['nothing changes'] : [...parts, `, same ${counts.same}`]
  return [total, ...verdict, '. ', rollouts[rollout]]
}

function section(heading: string, items: readonly Item[]): readonly Block[] {
  return items.length === 0 ? [] : [{ block: 'heading', line: [heading] }, ...listOfItems(items)]
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

function describePod({ pod, effect, message, before, after }: PodComparison): Item {
  const { marker, text, tone } = effects[effect]
  const path = [pod.namespace, pod.name].filter((part) => part !== undefined && part !== '').join('/')
  // The reason is that of the version that is not applied.
  const why = effect === 'loses' || effect === 'refused' || effect === 'unknown' ? after : undefined
  const reason = why ?? (effect === 'unknown' ? before : undefined)
  return {
    marker,
    line: [name(path), ' ', { text, tone }, `: ${message}`],
    children: listOfItems(reason === undefined ? [] : [{ line: [reason.message] }]),
  }
}
