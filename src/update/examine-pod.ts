import { matchSet } from '../inject/decide/match.js'
import {
  hashAnnotation,
  hashWithoutImageAnnotation,
  injectedListAnnotation,
} from '../sidecarset/annotation-names.js'
import type { HoldReason, Reasoned, UnmatchedReason } from './reasons.js'
import { type ReadRunningPod, type RunningPod, readRunningPod } from './running-pod.js'
import type { UpdateTarget } from './update-target.js'
import { readHashEntries } from '../inject/plan/hash-entries.js'
import type { Pod } from '../manifest/api-types.js'
import { hasAllReports, isConsistent } from './consistency.js'
import { imageOf, isRunningAndReady, splitPair } from './hot-upgrade.js'

/** What decides about a matched Pod's turn. */
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

/** One Pod and what is known of it. `facts` are there for the Pods that take part in updates. */
type SurveyedPod =
  | { readonly read: Extract<ReadRunningPod, { ok: false }> }
  | {
      readonly read: { readonly ok: true; readonly pod: RunningPod }
      readonly membership: Membership
      readonly facts?: PodFacts
    }

/** Looks at one Pod before a round. The answer depends on nothing but the Pod and the SidecarSet. */
export function surveyPod(target: UpdateTarget, pod: Pod): SurveyedPod {
  const read = readRunningPod(pod)
  if (!read.ok) return { read }
  const membership = findMembership(target, read.pod)
  return membership.matched ? { read, membership, facts: examinePod(target, read.pod) } : { read, membership }
}

/** The facts of a Pod that takes part in updates. */
export function factsOf(surveyed: SurveyedPod): PodFacts | undefined {
  return 'facts' in surveyed ? surveyed.facts : undefined
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

/** Ready as the API says, and no hot upgrade under way: each empty container has the empty image, where one is set. */
function isReady(target: UpdateTarget, pod: RunningPod): boolean {
  const isBetweenImages = target.hotPairs.some((pair) => {
    const { empty } = splitPair(pair, pod)
    return pair.emptyImage !== '' && pod.containerOf.has(empty) && imageOf(pod, empty) !== pair.emptyImage
  })
  return !isBetweenImages && isRunningAndReady(pod)
}

/** Sidecars that are ready and yet do not run what they should: their last update is not over. */
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

/** Whether a Pod takes part in updates, and the first reason why it does not. */
export interface Membership {
  readonly selected: boolean
  readonly active: boolean
  readonly injected: boolean
  readonly hasContainers: boolean
  readonly matched: boolean
  readonly why?: Reasoned<UnmatchedReason>
}

/**
 * Whether a Pod takes part in updates.
 *
 * 1. Selected: labels and namespace fit, as at injection; but injection being paused has no say.
 * 2. Active: phase neither Succeeded nor Failed, no deletionTimestamp.
 * 3. Injected: the Pod's list of injected SidecarSets, split at commas and not trimmed, has the exact name.
 * 4. Has containers: `x` for each container, or `x-1` and `x-2` and an entry in the working map under hot upgrade.
 */
export function findMembership(target: UpdateTarget, pod: RunningPod): Membership {
  const whyNotSelected = findMismatch(target, pod)
  const isActive = pod.phase !== 'Succeeded' && pod.phase !== 'Failed' && !pod.isDeleted
  const list = pod.annotations.get(injectedListAnnotation)
  const isInjected = list?.split(',').includes(target.name) ?? false
  const whyIncomplete = findIncompleteness(target, pod)
  const why: Reasoned<UnmatchedReason> | undefined =
    whyNotSelected ??
    (isActive ? undefined : { reason: 'pod-inactive' }) ??
    (isInjected ? undefined : { reason: 'not-injected' }) ??
    whyIncomplete
  return {
    selected: whyNotSelected === undefined,
    active: isActive,
    injected: isInjected,
    hasContainers: whyIncomplete === undefined,
    matched: why === undefined,
    ...(why === undefined ? {} : { why }),
  }
}

function findMismatch(target: UpdateTarget, pod: RunningPod): Reasoned<UnmatchedReason> | undefined {
  const namespace = pod.namespace || target.assumedNamespace
  const match = matchSet(target.compiled, { labels: pod.labels, namespace }, target.namespaces)
  if (match.matched) return undefined
  const facts = match.facts === undefined ? {} : { facts: match.facts }
  switch (match.reason) {
    case 'namespace-mismatch':
    case 'namespace-selector-mismatch':
    case 'namespace-unknown':
    case 'selector-mismatch':
    case 'unknown-operator':
      return { reason: match.reason, ...facts }
    default:
      return { reason: 'selector-empty' }
  }
}

function findIncompleteness(target: UpdateTarget, pod: RunningPod): Reasoned<UnmatchedReason> | undefined {
  const missing = [...target.sidecarNames].filter((name) => !pod.containerOf.has(name))
  if (missing.length > 0) return { reason: 'containers-missing', facts: { containers: missing } }
  const unknown = target.hotPairs.map(({ sidecar }) => sidecar).filter((name) => !pod.working().has(name))
  return unknown.length === 0
    ? undefined
    : { reason: 'working-container-unknown', facts: { containers: unknown } }
}
