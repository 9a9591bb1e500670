import {
  inplaceStateAnnotation,
  versionAltAnnotation,
  versionAnnotation,
} from '../sidecarset/annotation-names.js'
import { isConsistent } from './consistency.js'
import { noteContainers } from './inplace-state.js'
import { changedAnnotations, imageEdit, type PodEdit } from './pod-edit.js'
import type { RunningPod } from './running-pod.js'
import type { HotContainers } from './types.js'
import type { HotPair, UpdateTarget } from './update-target.js'

/**
 * Which container of a pair works; the other one is the empty container, also while it still has the previous image.
 * `x-2` works unless the working-container annotation names `x-1`.
 *
 * @see OpenKruise, GetPodHotUpgradeContainers
 */
export function splitPair(
  pair: HotPair,
  pod: RunningPod,
): { readonly working: string; readonly empty: string } {
  const [first, second] = pair.names
  return pod.working().get(pair.sidecar) === first
    ? { working: first, empty: second }
    : { working: second, empty: first }
}

/** The containers of a pair, with the one that an upgrade would change. */
export function hotContainersOf(target: UpdateTarget, pair: HotPair, pod: RunningPod): HotContainers {
  return { ...splitPair(pair, pod), target: chooseTarget(target, pair, pod) }
}

/**
 * The container of a pair that gets the new image.
 *
 * 1. The one with the empty image, the first before the second.
 * 2. In the middle of a hot upgrade: if exactly one of them is ready and runs what it should, the one that does not.
 * 3. Else the empty container.
 */
function chooseTarget(target: UpdateTarget, pair: HotPair, pod: RunningPod): string {
  const [first, second] = pair.names
  const withEmptyImage = pair.names.find((name) => imageOf(pod, name) === pair.emptyImage)
  if (withEmptyImage !== undefined) return withEmptyImage
  const firstIsReady = isReadyAlone(target, pod, first)
  const secondIsReady = isReadyAlone(target, pod, second)
  if (firstIsReady !== secondIsReady) return firstIsReady ? second : first
  return splitPair(pair, pod).empty
}

function isReadyAlone(target: UpdateTarget, pod: RunningPod, name: string): boolean {
  return pod.reportOf.get(name)?.ready === true && isConsistent(target, pod, new Set([name]))
}

/** The image of a container in the Pod's spec; empty where there is no such container. */
export function imageOf(pod: RunningPod, name: string): string {
  return pod.containerOf.get(name)?.image ?? ''
}

/** Pairs whose empty container does not have the empty image: a hot upgrade that is not finished. */
export function pairsInHotUpgrade(target: UpdateTarget, pod: RunningPod): readonly HotPair[] {
  return target.hotPairs.filter((pair) => imageOf(pod, splitPair(pair, pod).empty) !== pair.emptyImage)
}

/** The Pod is Running and Ready, or every container is ready, the empty containers aside. */
export function isHotUpgradeReady(target: UpdateTarget, pod: RunningPod): boolean {
  if (isRunningAndReady(pod)) return true
  const empty = emptyContainers(target, pod)
  return pod.reports.every((report) => empty.has(report.name) || report.ready)
}

/** Running, Ready and not being deleted. */
export function isRunningAndReady(pod: RunningPod): boolean {
  return pod.phase === 'Running' && pod.readiness.isTrue && !pod.isDeleted
}

/** Whether the Pod is flipped: the new containers are ready and only the empty ones still have the previous image. */
export function isFlippable(target: UpdateTarget, pod: RunningPod): boolean {
  if (pairsInHotUpgrade(target, pod).length === 0 || !isHotUpgradeReady(target, pod)) return false
  const empty = emptyContainers(target, pod)
  const remaining = [...target.sidecarNames].filter((name) => !empty.has(name))
  return isConsistent(target, pod, new Set(remaining))
}

function emptyContainers(target: UpdateTarget, pod: RunningPod): ReadonlySet<string> {
  return new Set(target.hotPairs.map((pair) => splitPair(pair, pod).empty))
}

/**
 * What the second step of a hot upgrade writes: the empty containers get the empty image, and the versions say which of
 * each pair works. The hashes and the working-container annotation stay.
 *
 * @see OpenKruise, Processor.flipHotUpgradingContainers
 */
export function flipPod(target: UpdateTarget, pod: RunningPod, now: string): PodEdit {
  const annotations = new Map(pod.annotations)
  const images = new Map<number, string>()
  const flipped: string[] = []
  for (const pair of pairsInHotUpgrade(target, pod)) {
    const { working, empty } = splitPair(pair, pod)
    for (const [index, image] of imageEdit(pod, empty, pair.emptyImage)) images.set(index, image)
    annotations.set(versionAnnotation(empty), '0')
    annotations.set(versionAltAnnotation(working), '0')
    flipped.push(empty)
  }
  annotations.set(inplaceStateAnnotation, noteContainers(target, pod, flipped, now))
  return { images, annotations: changedAnnotations(pod.annotations, annotations) }
}
