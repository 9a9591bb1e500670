import { matchSet } from '../inject/decide/match.js'
import { injectedListAnnotation } from '../sidecarset/annotation-names.js'
import type { Reasoned, UnmatchedReason } from './reasons.js'
import type { RunningPod } from './running-pod.js'
import type { UpdateTarget } from './update-target.js'

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
