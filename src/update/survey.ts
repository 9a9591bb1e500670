import type { Pod } from '../manifest/api-types.js'
import { examinePod, type PodFacts } from './examine-pod.js'
import { findMembership, type Membership } from './membership.js'
import { readRunningPod, type ReadRunningPod, type RunningPod } from './running-pod.js'
import type { UpdateTarget } from './update-target.js'

/** One Pod and what is known of it. `facts` are there for the Pods that updates are about. */
export type SurveyedPod =
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

/** The facts of the Pods that updates are about, in the order given. */
export function matchedFacts(survey: readonly SurveyedPod[]): readonly PodFacts[] {
  return survey.flatMap((pod) => ('facts' in pod && pod.facts !== undefined ? [pod.facts] : []))
}
