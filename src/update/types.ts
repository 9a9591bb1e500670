import type { Issue } from '../issue/index.js'
import type { Pod } from '../manifest/api-types.js'
import type { Namespace } from '../manifest/manifest-types.js'
import type { JsonPatchOperation } from '../patch/index.js'
import type { ProfileName } from '../profile.js'
import type { UpdateReason, WaitReason } from './reasons.js'

/** Names a Pod. The namespace is absent where the Pod names none. */
export interface PodId {
  readonly namespace?: string
  readonly name: string
}

/** Options of functions that look at Pods. */
export interface InspectOptions {
  /** The OpenKruise version whose behaviour is computed. @default 'v1.3.0' */
  readonly profile?: ProfileName | undefined
  /** Namespaces with their labels, for `namespaceSelector`. @default none are known */
  readonly namespaces?: readonly Namespace[] | undefined
  /**
   * Where the SidecarSet's hashes come from.
   *
   * - `computed`: from its containers, as the cluster's webhook does. An edited manifest can be tried before it is applied.
   * - `carried`: from its annotations, where it has them. For a SidecarSet read from a cluster whose OpenKruise hashes
   *   differently from the profile.
   *
   * @default 'computed'
   */
  readonly hashes?: 'computed' | 'carried' | undefined
  /** Not needed to look at Pods; accepted so that one options object serves all functions. */
  readonly now?: string | Date | undefined
}

/** Options of functions that change Pods. */
export interface UpdateOptions extends InspectOptions {
  /** The time of the round, which annotations carry. RFC 3339 text or a Date. */
  readonly now: string | Date
}

/** The counters that a SidecarSet's status shows. */
export interface UpdateStatus {
  /** Pods that were injected by this SidecarSet and still take part in its updates. */
  readonly matchedPods: number
  /** Those of them that have its latest hash. */
  readonly updatedPods: number
  /** Those of them that are ready and run what their spec says. */
  readonly readyPods: number
  readonly updatedReadyPods: number
}

/** Whether a round may upgrade Pods: only `upgrade` does; the others say what stops it. */
export type UpdateGate = 'upgrade' | 'notUpdate' | 'finished' | 'paused'

/** The two containers of a hot-upgraded sidecar. */
export interface HotContainers {
  /** The container that works, as the Pod's annotation says. */
  readonly working: string
  /** The other one. It has the empty image, or, in the middle of a hot upgrade, still the previous image. */
  readonly empty: string
  /** The container that the next upgrade gives the new image. */
  readonly target: string
}

/** What there is to know about one Pod before a round of updates. Plain data. */
export interface PodInspection extends PodId {
  /** Labels and namespace fit the SidecarSet. */
  readonly selected: boolean
  /** Neither finished nor being deleted. */
  readonly active: boolean
  /** The Pod's list of injected SidecarSets names this one. */
  readonly injected: boolean
  /** The Pod has every container of the SidecarSet, the hot-upgraded ones in pairs. */
  readonly hasContainers: boolean
  /** All four: the Pod takes part in updates. */
  readonly matched: boolean
  /** It has the SidecarSet's latest hash. */
  readonly updated: boolean
  /** Its sidecars run what its spec says, as far as the status tells. */
  readonly consistent: boolean
  /** Running, Ready, not being deleted, and not in the middle of a hot upgrade. */
  readonly ready: boolean
  /** Only images differ between what was injected and the SidecarSet of today. */
  readonly sameHashWithoutImage: boolean
  /** An update in place is possible now: only images differ, and no ready sidecar is still changing. */
  readonly upgradable: boolean
  /** SidecarSets with hot upgrade only: some empty container does not have the empty image. */
  readonly inHotUpgrade?: boolean
  /** SidecarSets with hot upgrade only: everything is ready, the empty containers aside. */
  readonly hotUpgradeReady?: boolean
  /** Matched Pods of SidecarSets with hot upgrade only: the containers of each hot-upgraded sidecar. */
  readonly hot?: Readonly<Record<string, HotContainers>>
  /** Where the Pod stands: `upgradable`, or the first thing that keeps it from being upgraded. */
  readonly reason: UpdateReason
  /** The reason as a sentence, with the facts at hand. Its wording is no contract. */
  readonly message: string
  /** What could not be read, and what a cluster does not report. */
  readonly issues: readonly Issue[]
}

/** One Pod that the round writes. */
export interface PodChange<P extends Pod = Pod> extends PodId {
  /** The Pod after. It shares nothing with the Pod that was given. */
  readonly pod: P
  /**
   * RFC 6902: images and annotations, one operation each. It applies to the Pod as it was given, and also to the Pod
   * after its flip in the same round.
   */
  readonly patch: readonly JsonPatchOperation[]
}

/** One Pod that cannot be written. The round ends there. */
export interface FailedChange extends PodId {
  readonly issues: readonly Issue[]
}

/** The Pod condition `SidecarSetUpgradable` as the round writes it, to the Pod's status. */
export interface ConditionChange extends PodId {
  readonly type: 'SidecarSetUpgradable'
  readonly status: 'True' | 'False'
  readonly reason: 'AllSidecarsetUpgradable' | 'UpdateImmutableField'
  /** A JSON object: SidecarSet to whether it could upgrade the Pod. */
  readonly message: string
  /** When `status` changed last; null where the Pod did not say. */
  readonly lastTransitionTime: string | null
  /** RFC 6902, for the Pod's `status` subresource. It applies to the Pod as given and after its upgrade. */
  readonly patch: readonly JsonPatchOperation[]
}

/** One matched Pod that this round does not upgrade. */
export interface WaitingPod extends PodId {
  readonly reason: WaitReason
  /** The reason as a sentence, with the facts at hand. Its wording is no contract. */
  readonly message: string
}

/** A Pod, and why it is not available. */
export interface UnavailablePod extends PodId {
  /** For example `side ImagePullBackOff`. Its wording is no contract. */
  readonly message: string
}

/** How many Pods the strategy lets a round touch, in Pods. */
export interface UpdateBudget {
  /** This many candidates at the end of the order are held back. */
  readonly partition: number
  /** So many Pods may be unavailable at a time because of the update. */
  readonly maxUnavailable: number
  /** Updated Pods that are not available: each uses up one of `maxUnavailable`. */
  readonly unavailable: readonly UnavailablePod[]
}

/** One round of what the controller does to running Pods. Plain data that shares nothing with the inputs. */
export interface SidecarUpdatePlan<P extends Pod = Pod> {
  /** From the Pods as they were given. */
  readonly status: UpdateStatus
  readonly gate: UpdateGate
  readonly budget: UpdateBudget
  /** The Pods to upgrade now, in order, whatever the gate says. */
  readonly next: readonly PodId[]
  /** The second step of hot upgrades: the container that no longer works gets the empty image. */
  readonly flips: readonly PodChange<P>[]
  /** What happens to the Pods of `next` when the gate is `upgrade`; ends at the first that fails. */
  readonly upgrades: readonly (PodChange<P> | FailedChange)[]
  /** Pod conditions that the round writes: first those of Pods that need recreating, then those of upgraded Pods. */
  readonly conditions: readonly ConditionChange[]
  /** The Pod at which the round ended early, if one did: its upgrade fails, or its condition cannot be read. */
  readonly failure?: FailedChange
  /** Every matched Pod that is not among `upgrades`, in the order given, and why it waits. */
  readonly waiting: readonly WaitingPod[]
}
