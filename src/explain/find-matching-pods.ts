import { readOptions } from '../options/index.js'
import { podsContext } from './options.js'
import type { ReasonCode } from '../inject/decide/reasons.js'
import { identifyPod } from '../inject/pod.js'
import type { SidecarSetDecision } from '../inject/types.js'
import { copyPlain } from '../kubernetes/plain-data.js'
import type { Pod, SidecarSet } from '../manifest/api-types.js'
import { decideForPods } from './decide-for-pods.js'
import type { PodMatch, PodMatches, PodsContext } from './types.js'

/**
 * Asks a SidecarSet which Pods it is for: the reverse of `explain`.
 *
 * 1. A Pod matches when nothing about its labels, its namespace and its phase keeps the SidecarSet from it. A Pod that
 *    matches may still be refused, or left alone, for what the SidecarSet brings: its decision says so.
 * 2. Pods are judged as if they were created now; whether they have the sidecars already makes no difference.
 *
 * @throws SidecarSetError where the SidecarSet cannot be read
 * @example findMatchingPods(filebeat, pods).matching.map(({ id }) => id.name) // ['shop-7d4b9c6f5b-r44nj']
 */
export function findMatchingPods<P extends Pod>(
  sidecarSet: SidecarSet,
  pods: readonly P[],
  given: PodsContext = {},
): PodMatches<P> {
  const context = readOptions('findMatchingPods', podsContext, given)
  const decide = decideForPods(sidecarSet, context)
  const matches = pods.map((pod): PodMatch<P> => ({
    pod: copyPlain(pod),
    id: identifyPod(pod),
    decision: copyPlain(decide(pod)),
  }))
  const of = (list: keyof PodMatches): readonly PodMatch<P>[] =>
    matches.filter(({ decision }) => listFor(decision) === list)
  return { matching: of('matching'), unknown: of('unknown'), others: of('others') }
}

/** The reasons that have nothing to do with what a SidecarSet brings. */
const unmatched: ReadonlySet<ReasonCode> = new Set([
  'paused',
  'namespace-mismatch',
  'namespace-selector-mismatch',
  'selector-empty',
  'selector-mismatch',
  'unknown-operator',
  'pod-inactive',
])

function listFor({ reason }: SidecarSetDecision): keyof PodMatches {
  if (unmatched.has(reason)) return 'others'
  return reason === 'namespace-unknown' || reason === 'pod-unreadable' ? 'unknown' : 'matching'
}
