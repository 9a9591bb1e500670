import { readHashEntries } from '../inject/plan/hash-entries.js'
import { hashAnnotation, hashWithoutImageAnnotation } from '../sidecarset/annotation-names.js'
import { hasAllReports, isConsistent } from './consistency.js'
import { imageOf, isRunningAndReady, workingOf } from './hot-containers.js'
import type { HoldReason, Reasoned } from './reasons.js'
import type { RunningPod } from './running-pod.js'
import type { UpdateTarget } from './update-target.js'

/** What decides about a Pod's turn. */
export interface PodFacts {
  readonly pod: RunningPod
  readonly updated: boolean
  readonly consistent: boolean
  readonly ready: boolean
  readonly sameHashWithoutImage: boolean
  readonly upgradable: boolean
  /** Why it is no candidate for an upgrade; absent for candidates. */
  readonly hold?: Reasoned<HoldReason>
}

/** Everything that decides about a Pod's turn, apart from the other Pods. */
export function examinePod(target: UpdateTarget, pod: RunningPod): PodFacts {
  const updated = entryHash(target, pod, hashAnnotation) === target.hash
  const sameHashWithoutImage = entryHash(target, pod, hashWithoutImageAnnotation) === target.hashWithoutImage
  const changing = findChanging(target, pod)
  const facts = {
    pod,
    updated,
    consistent: isConsistent(target, pod, target.sidecarNames),
    ready: isReady(target, pod),
    sameHashWithoutImage,
    upgradable: sameHashWithoutImage && changing.length === 0,
  }
  const hold = findHold(target, facts, changing)
  return hold === undefined ? facts : { ...facts, hold }
}

/** Ready as the API says, and no hot upgrade under way: each opposite container has the empty image, where one is set. */
function isReady(target: UpdateTarget, pod: RunningPod): boolean {
  const isBetweenImages = target.hotPairs.some((pair) => {
    const { other } = workingOf(pair, pod)
    return pair.emptyImage !== '' && pod.containerOf.has(other) && imageOf(pod, other) !== pair.emptyImage
  })
  return !isBetweenImages && isRunningAndReady(pod)
}

/** Sidecars that are ready and yet do not run what they should: an earlier update of them is still going on. */
function findChanging(target: UpdateTarget, pod: RunningPod): readonly string[] {
  return [...target.sidecarNames].filter(
    (name) => pod.reportOf.get(name)?.ready === true && !isConsistent(target, pod, new Set([name])),
  )
}

type Undecided = Omit<PodFacts, 'hold'>

function findHold(
  target: UpdateTarget,
  { pod, updated, sameHashWithoutImage }: Undecided,
  changing: readonly string[],
): Reasoned<HoldReason> | undefined {
  if (updated) return { reason: 'up-to-date' }
  if (target.rollingSelector?.matches(pod.labels) === false) return { reason: 'not-selected' }
  if (!sameHashWithoutImage) return { reason: 'needs-recreate' }
  if (changing.length === 0) return undefined
  return hasAllReports(pod)
    ? { reason: 'still-changing', facts: { containers: changing } }
    : { reason: 'status-incomplete' }
}

/** The hash that a Pod's annotation has for the SidecarSet. Text that cannot be read holds none. */
function entryHash(target: UpdateTarget, pod: RunningPod, annotation: string): string | undefined {
  const read = readHashEntries(pod.annotations.get(annotation))
  return read.ok ? read.entries.get(target.name)?.hash : undefined
}
