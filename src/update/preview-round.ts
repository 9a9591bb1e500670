import type { Pod, SidecarSet } from '../manifest/api-types.js'
import { injectedListAnnotation } from '../sidecarset/annotation-names.js'
import { surveyPod } from './examine-pod.js'
import { explainWaiting } from './explain-waiting.js'
import { planRound, surveyRound } from './plan-round.js'
import { describeUpdateReason, type UnmatchedReason, type WaitReason } from './reasons.js'
import type { RunningPod } from './running-pod.js'
import type { InspectOptions } from './types.js'
import { compileUpdateTarget } from './update-target.js'

/** What the next round means for one Pod. */
export interface PodOutlook {
  /** The Pod runs, or was injected; otherwise it is one that is still to be created. */
  readonly exists: boolean
  /** `upgradable`: the round upgrades it. */
  readonly reason: UnmatchedReason | WaitReason | 'upgradable'
  readonly message: string
}

/** Nothing of a preview but its sentences is handed out, and they name no time. */
const anyTime = '1970-01-01T00:00:00Z'

/** What the next round of a SidecarSet would do to each Pod, in the order given, as `planSidecarUpdate` plans it. */
export function previewRound(
  set: SidecarSet,
  pods: readonly Pod[],
  options: InspectOptions,
): readonly PodOutlook[] {
  const target = compileUpdateTarget(set, options)
  const surveyed = pods.map((pod) => surveyPod(target, pod))
  const matched = surveyed.flatMap((each) => ('facts' in each && each.facts ? [each.facts] : []))
  const round = planRound(target, surveyRound(target, matched), anyTime)
  const waiting = new Map(explainWaiting(target, matched, round).map((each) => [idOf(each), each]))
  return surveyed.map((each): PodOutlook => {
    if (!('membership' in each)) return { exists: true, ...describe('pod-unreadable') }
    const { pod } = each.read
    const { why } = each.membership
    const exists = isThere(pod)
    if (why !== undefined) return { exists, reason: why.reason, message: describeUpdateReason(why) }
    const waits = waiting.get(idOf(pod))
    return { exists, ...(waits ?? describe('upgradable')) }
  })
}

function describe(reason: 'pod-unreadable' | 'upgradable'): Pick<PodOutlook, 'reason' | 'message'> {
  return { reason, message: describeUpdateReason({ reason }) }
}

function idOf({ namespace, name }: { readonly namespace?: string; readonly name: string }): string {
  return `${namespace ?? ''}/${name}`
}

/** A manifest of a Pod has neither a node nor a phase, and no webhook has seen it. */
function isThere({ nodeName, phase, annotations }: RunningPod): boolean {
  return nodeName !== '' || phase !== '' || annotations.has(injectedListAnnotation)
}
