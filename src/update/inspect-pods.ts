import type { Pod, SidecarSet } from '../manifest/api-types.js'
import { setOwn } from '../kubernetes/own-entry.js'
import { countStatus } from './count-status.js'
import { examinePod } from './examine-pod.js'
import { findPodIssues } from './find-pod-issues.js'
import { hotContainersOf, isHotUpgradeReady, pairsInHotUpgrade } from './hot-containers.js'
import { findMembership } from './membership.js'
import { describeUpdateReason, type Reasoned, type UpdateReason } from './reasons.js'
import { readRunningPod, type ReadRunningPod, type RunningPod } from './running-pod.js'
import type { HotContainers, InspectOptions, PodInspection, UpdateStatus } from './types.js'
import { compileUpdateTarget, type UpdateTarget } from './update-target.js'

/**
 * Tells for each Pod where it stands with a SidecarSet: whether updates are about it, whether it is up to date, ready,
 * and can be upgraded in place, and what the first thing is that keeps it from that.
 *
 * 1. One answer for each Pod, in the order given. A Pod that cannot be read is an answer too, with issues.
 * 2. Every question is answered for every Pod, also for those that updates are not about.
 * 3. The answers are about one Pod at a time. Who has to wait for others is a matter of `planSidecarUpdate`.
 *
 * @throws SidecarSetError where the SidecarSet cannot be read; never for anything in a Pod
 * @example inspectPods(set, pods).map(({ name, reason }) => `${name}: ${reason}`) // ['web-0: up-to-date', 'web-1: upgradable']
 */
export function inspectPods(
  set: SidecarSet,
  pods: readonly Pod[],
  options: InspectOptions = {},
): readonly PodInspection[] {
  const target = compileUpdateTarget(set, options)
  return pods.map((pod) => inspectPod(target, pod))
}

/**
 * The counters that the SidecarSet's status would show for inspected Pods.
 *
 * @example countPods(inspectPods(set, pods)) // { matchedPods: 5, updatedPods: 2, readyPods: 4, updatedReadyPods: 2 }
 */
export function countPods(inspections: readonly PodInspection[]): UpdateStatus {
  return countStatus(inspections.filter(({ matched }) => matched))
}

function inspectPod(target: UpdateTarget, pod: Pod): PodInspection {
  const read = readRunningPod(pod)
  return read.ok ? describePod(target, read.pod) : describeUnreadable(read)
}

function describePod(target: UpdateTarget, pod: RunningPod): PodInspection {
  const { why, ...membership } = findMembership(target, pod)
  const { hold, pod: _pod, ...facts } = examinePod(target, pod)
  const reasoned: Reasoned<UpdateReason> = why ?? hold ?? { reason: 'upgradable' }
  return {
    ...nameOf(pod),
    ...membership,
    ...facts,
    ...describeHotUpgrade(target, pod, membership.matched),
    reason: reasoned.reason,
    message: describeUpdateReason(reasoned),
    issues: findPodIssues(pod, { ...membership, ...(why === undefined ? {} : { why }) }),
  }
}

function describeHotUpgrade(
  target: UpdateTarget,
  pod: RunningPod,
  isMatched: boolean,
): Pick<PodInspection, 'inHotUpgrade' | 'hotUpgradeReady' | 'hot'> {
  if (target.hotPairs.length === 0) return {}
  const hot: Record<string, HotContainers> = {}
  for (const pair of target.hotPairs) setOwn(hot, pair.sidecar, hotContainersOf(target, pair, pod))
  return {
    inHotUpgrade: pairsInHotUpgrade(target, pod).length > 0,
    hotUpgradeReady: isHotUpgradeReady(target, pod),
    ...(isMatched ? { hot } : {}),
  }
}

function describeUnreadable(read: Extract<ReadRunningPod, { ok: false }>): PodInspection {
  const { issues } = read
  return {
    ...nameOf(read),
    selected: false,
    active: false,
    injected: false,
    hasContainers: false,
    matched: false,
    updated: false,
    consistent: false,
    ready: false,
    sameHashWithoutImage: false,
    upgradable: false,
    reason: 'pod-unreadable',
    message: describeUpdateReason({ reason: 'pod-unreadable' }),
    issues,
  }
}

/** Name and namespace as answers carry them. */
export function nameOf(pod: { readonly name: string; readonly namespace: string }): {
  readonly name: string
  readonly namespace?: string
} {
  return { name: pod.name, ...(pod.namespace === '' ? {} : { namespace: pod.namespace }) }
}
