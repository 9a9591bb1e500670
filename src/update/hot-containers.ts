import { isConsistent } from './consistency.js'
import type { RunningPod } from './running-pod.js'
import type { HotContainers } from './types.js'
import type { HotPair, UpdateTarget } from './update-target.js'

/** Which container of a pair works. The second one does in every case but that the annotation names the first. */
export function workingOf(
  pair: HotPair,
  pod: RunningPod,
): { readonly working: string; readonly other: string } {
  const [first, second] = pair.names
  return pod.working().get(pair.sidecar) === first
    ? { working: first, other: second }
    : { working: second, other: first }
}

/** The containers of a pair, the one that an upgrade would change included. */
export function hotContainersOf(target: UpdateTarget, pair: HotPair, pod: RunningPod): HotContainers {
  return { ...workingOf(pair, pod), target: chooseTarget(target, pair, pod) }
}

/**
 * The container of a pair that gets the new image.
 *
 * 1. The one with the empty image, the first before the second.
 * 2. In the middle of a hot upgrade: if exactly one of them is ready and runs what it should, the one that does not.
 * 3. Else the one that does not work.
 */
function chooseTarget(target: UpdateTarget, pair: HotPair, pod: RunningPod): string {
  const [first, second] = pair.names
  const empty = pair.names.find((name) => imageOf(pod, name) === pair.emptyImage)
  if (empty !== undefined) return empty
  const firstIsFine = isReadyAlone(target, pod, first)
  const secondIsFine = isReadyAlone(target, pod, second)
  if (firstIsFine !== secondIsFine) return firstIsFine ? second : first
  return workingOf(pair, pod).other
}

function isReadyAlone(target: UpdateTarget, pod: RunningPod, name: string): boolean {
  return pod.reportOf.get(name)?.ready === true && isConsistent(target, pod, new Set([name]))
}

/** The image of a container in the Pod's spec; empty where there is no such container. */
export function imageOf(pod: RunningPod, name: string): string {
  return pod.containerOf.get(name)?.image ?? ''
}

/** Pairs whose opposite container does not have the empty image: a hot upgrade that is not finished. */
export function pairsInHotUpgrade(target: UpdateTarget, pod: RunningPod): readonly HotPair[] {
  return target.hotPairs.filter((pair) => imageOf(pod, workingOf(pair, pod).other) !== pair.emptyImage)
}

/**
 * Whether nothing of a hot upgrade is waited for any more, apart from the opposite containers: the Pod is Running and
 * Ready, or every other container's status is ready.
 */
export function isHotUpgradeReady(target: UpdateTarget, pod: RunningPod): boolean {
  if (isRunningAndReady(pod)) return true
  const others = otherContainers(target, pod)
  return pod.reports.every((report) => others.has(report.name) || report.ready)
}

/** Whether the Pod is to be flipped: its hot upgrade has come as far as the old containers being in the way. */
export function isFlippable(target: UpdateTarget, pod: RunningPod): boolean {
  if (pairsInHotUpgrade(target, pod).length === 0 || !isHotUpgradeReady(target, pod)) return false
  const others = otherContainers(target, pod)
  const remaining = [...target.sidecarNames].filter((name) => !others.has(name))
  return isConsistent(target, pod, new Set(remaining))
}

/** Running, Ready and not being deleted. */
export function isRunningAndReady(pod: RunningPod): boolean {
  return pod.phase === 'Running' && pod.readiness.isTrue && !pod.isDeleted
}

function otherContainers(target: UpdateTarget, pod: RunningPod): ReadonlySet<string> {
  return new Set(target.hotPairs.map((pair) => workingOf(pair, pod).other))
}
