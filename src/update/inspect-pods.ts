import { readOptions } from '../options/index.js'
import { inspectOptions } from './options.js'
import { readHashEntries } from '../inject/plan/hash-entries.js'
import { createIssueCollector, type Issue } from '../issue/index.js'
import type { Pod, SidecarSet } from '../manifest/api-types.js'
import { setOwn } from '../read/index.js'
import {
  hashAnnotation,
  hashWithoutImageAnnotation,
  inplaceStateAnnotation,
  workingContainerAnnotation,
} from '../sidecarset/annotation-names.js'
import { hasAllReports } from './consistency.js'
import { examinePod } from './examine-pod.js'
import { hotContainersOf, isHotUpgradeReady, pairsInHotUpgrade } from './hot-upgrade.js'
import { findMembership, type Membership } from './examine-pod.js'
import { describeUpdateReason, type Reasoned, type UpdateReason } from './reasons.js'
import { podIdOf, podResource, readRunningPod, type ReadRunningPod, type RunningPod } from './running-pod.js'
import type { HotContainers, InspectOptions, PodInspection } from './types.js'
import { compileUpdateTarget, type UpdateTarget } from './update-target.js'

/**
 * Tells for each Pod where it stands with a SidecarSet: whether it takes part in updates, whether it is up to date, ready
 * and upgradable in place, and the first thing that keeps it from that.
 *
 * 1. One answer for each Pod, in the order given. A Pod that cannot be read is an answer too, with issues.
 * 2. Every question is answered for every Pod, also for those that take no part.
 * 3. The answers are about one Pod at a time. `planSidecarUpdate` says who has to wait for others.
 *
 * @throws SidecarSetError where the SidecarSet cannot be read; never for anything in a Pod
 * @example inspectPods(set, pods).map(({ name, reason }) => `${name}: ${reason}`) // ['web-0: up-to-date', 'web-1: upgradable']
 */
export function inspectPods(
  set: SidecarSet,
  pods: readonly Pod[],
  given: InspectOptions = {},
): readonly PodInspection[] {
  const options = readOptions('inspectPods', inspectOptions, given)
  const target = compileUpdateTarget(set, options)
  return pods.map((pod) => inspectPod(target, pod))
}

/** Where one Pod stands with one SidecarSet. */
export function inspectPod(target: UpdateTarget, pod: Pod): PodInspection {
  const read = readRunningPod(pod)
  return read.ok ? describePod(target, read.pod) : describeUnreadable(read)
}

function describePod(target: UpdateTarget, pod: RunningPod): PodInspection {
  const { why, ...membership } = findMembership(target, pod)
  const { hold, pod: _pod, ...facts } = examinePod(target, pod)
  const reasoned: Reasoned<UpdateReason> = why ?? hold ?? { reason: 'upgradable' }
  return {
    ...podIdOf(pod),
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
    ...podIdOf(read),
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

/** Warnings for what silently keeps an injected Pod from being updated, or damages what it has noted. */
function findPodIssues(pod: RunningPod, membership: Membership): readonly Issue[] {
  if (!membership.selected || !membership.active || !membership.injected) return []
  const issues = createIssueCollector(podResource(pod))
  const annotations = issues.at('metadata', 'annotations')
  for (const key of [hashAnnotation, hashWithoutImageAnnotation]) {
    const read = readHashEntries(pod.annotations.get(key))
    if (!read.ok) annotations.at(key).warning('pod-hash-unreadable', `cannot be read: ${read.detail}`)
  }
  if (pod.inplaceStates().kind === 'unreadable')
    annotations
      .at(inplaceStateAnnotation)
      .warning('update-state-unreadable', 'cannot be read, so no update ever counts as over')
  if (membership.why?.reason === 'working-container-unknown')
    annotations
      .at(workingContainerAnnotation)
      .warning(
        'working-container-unknown',
        `has no entry for ${membership.why.facts?.containers?.join(', ') ?? ''}`,
      )
  if (!hasAllReports(pod))
    issues
      .at('status', 'containerStatuses')
      .warning(
        'container-status-missing',
        `${pod.reports.length} statuses stand against ${pod.containers.length} containers`,
      )
  return issues.list
}
