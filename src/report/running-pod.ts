import type { CompiledConfig } from '../inject/compile/compile-config.js'
import type { CompiledSet } from '../inject/compile/compiled-set.js'
import type { MissingCause, RunningPodState, RunningSidecars } from '../inject/report-types.js'
import type { ExplainRequest, SidecarSetDecision } from '../inject/types.js'
import type { ReasonCode } from '../inject/decide/reasons.js'
import { canonicalizeTime } from '../kubernetes/time.js'
import type { Pod } from '../manifest/api-types.js'
import { nonEmptyTextAt, valueAt } from '../read/index.js'
import { inspectPod } from '../update/inspect-pods.js'
import { targetOf } from '../update/update-target.js'
import { findOwner, howToRecreate } from './pod-owner.js'

/**
 * Whether a Pod exists.
 *
 * 1. An UPDATE is of a Pod that exists, whatever its manifest says.
 * 2. The API server has given it a uid, and it has a phase or a node.
 * 3. Its uid was cut out of the manifest, and creation time, phase and node are there.
 */
export function isRunning(pod: Pod, { operation }: ExplainRequest): boolean {
  if (operation === 'UPDATE') return true
  const hasPhase = nonEmptyTextAt(pod, 'status', 'phase') !== undefined
  const hasNode = nonEmptyTextAt(pod, 'spec', 'nodeName') !== undefined
  if (nonEmptyTextAt(pod, 'metadata', 'uid') !== undefined) return hasPhase || hasNode
  return creationTime(pod) !== undefined && hasPhase && hasNode
}

/** Where a Pod that exists stands with each SidecarSet that is for it. */
export function describeRunning(
  config: CompiledConfig,
  pod: Pod,
  decisions: readonly SidecarSetDecision[],
  namespace: string,
): RunningPodState {
  const located =
    nonEmptyTextAt(pod, 'metadata', 'namespace') === undefined ? withNamespace(pod, namespace) : pod
  const decided = new Map(decisions.map((decision) => [decision.sidecarSet, decision]))
  const createdAt = creationTime(pod)
  const owner = findOwner(pod)
  return {
    ...(createdAt === undefined ? {} : { createdAt }),
    ...(owner === undefined ? {} : { owner }),
    recreate: howToRecreate(pod, namespace, owner),
    sidecarSets: config.sets.flatMap((set) => {
      const found = standWith(config, set, located, decided.get(set.name))
      return found === undefined ? [] : [found]
    }),
  }
}

function withNamespace(pod: Pod, namespace: string): Pod {
  return namespace === '' ? pod : { ...pod, metadata: { ...pod.metadata, namespace } }
}

/** Labels and namespace keep these SidecarSets from a Pod. */
const isNotForIt: ReadonlySet<ReasonCode> = new Set([
  'namespace-mismatch',
  'namespace-selector-mismatch',
  'namespace-unknown',
  'selector-empty',
  'selector-mismatch',
  'unknown-operator',
  'pod-inactive',
  'pod-unreadable',
  'mirror-pod',
])

/** As the planner of updates sees it; undefined where the SidecarSet is not for the Pod. */
function standWith(
  config: CompiledConfig,
  set: CompiledSet,
  pod: Pod,
  decision: SidecarSetDecision | undefined,
): RunningSidecars | undefined {
  if (decision === undefined || isNotForIt.has(decision.reason)) return undefined
  const seen = inspectPod(targetOf(set.stored, config), pod)
  if (!seen.selected || !seen.active) return undefined
  const createdAt = creationTime(set.stored.manifest)
  const known = { sidecarSet: set.name, ...(createdAt === undefined ? {} : { createdAt }) }
  if (seen.injected)
    return seen.updated && seen.hasContainers
      ? { ...known, state: 'up-to-date' }
      : { ...known, state: 'outdated', upgradable: seen.upgradable && seen.hasContainers, ...gateOf(set) }
  const { containers = [], initContainers = [] } = set.stored.spec
  // A paused SidecarSet would not be injected now either, and one without containers leaves no trace of its injection.
  if (decision.reason === 'paused' || containers.length + initContainers.length === 0) return undefined
  return { ...known, state: 'missing', cause: whyMissing(pod, createdAt) }
}

function gateOf({ stored }: CompiledSet): Pick<RunningSidecars, 'gate'> {
  const { type, paused } = stored.spec.updateStrategy ?? {}
  if (type === 'NotUpdate') return { gate: 'not-update' }
  return paused === true ? { gate: 'paused' } : {}
}

/** Times in canonical form compare as texts. */
function whyMissing(pod: Pod, setCreatedAt: string | undefined): MissingCause {
  const podCreatedAt = creationTime(pod)
  if (podCreatedAt === undefined || setCreatedAt === undefined || podCreatedAt === setCreatedAt)
    return 'cannot-tell'
  return podCreatedAt < setCreatedAt ? 'created-before' : 'not-asked'
}

function creationTime(manifest: unknown): string | undefined {
  return canonicalizeTime(valueAt(manifest, 'metadata', 'creationTimestamp'))
}
