import type { Issue } from '../issue/index.js'
import type { Pod } from '../manifest/api-types.js'
import type { Namespace } from '../manifest/manifest-types.js'
import type { JsonPatchOperation } from '../patch/index.js'
import type { ProfileName } from '../profile.js'
import type { UpdateReason, WaitReason } from './reasons.js'

/** What looking at Pods needs to know besides the SidecarSet. */
export interface InspectOptions {
  /** The OpenKruise version whose behaviour is computed. @default 'v1.3.0' */
  readonly profile?: ProfileName | undefined
  /** Namespaces with their labels, for `namespaceSelector`. @default none are known */
  readonly namespaces?: readonly Namespace[] | undefined
  /**
   * Where the SidecarSet's hashes come from.
   *
   * - `computed`: from its containers, so that an edited manifest can be tried out before it is applied.
   * - `carried`: from its annotations, where it has them. For objects read from a cluster whose OpenKruise is of another
   *   version than the profile, and hashes differently.
   *
   * @default 'computed'
   */
  readonly hashes?: 'computed' | 'carried' | undefined
  /** Not needed to look; accepted so that one options object serves all functions. */
  readonly now?: string | Date | undefined
}

/** What changing Pods needs to know besides the SidecarSet. */
export interface UpdateOptions extends InspectOptions {
  /** The time of the round, which annotations carry. RFC 3339 text or a Date. */
  readonly now: string | Date
}

/** The counters that a SidecarSet's status shows. */
export interface UpdateStatus {
  /** Pods that were injected by this SidecarSet and are still its business. */
  readonly matchedPods: number
  /** Those of them that have its latest hash. */
  readonly updatedPods: number
  /** Those of them that are ready and run what their spec says. */
  readonly readyPods: number
  readonly updatedReadyPods: number
}

/** Whether a round may upgrade Pods at all: only `upgrade` does; the others say what stands against it. */
export type UpdateGate = 'upgrade' | 'notUpdate' | 'finished' | 'paused'

/** The two containers of a hot-upgraded sidecar. */
export interface HotContainers {
  /** The one that does the work, as the Pod's annotation says. */
  readonly working: string
  /** The opposite one: it runs the empty image, or, during a hot upgrade, the old one. */
  readonly other: string
  /** The one that the next upgrade would give the new image. */
  readonly target: string
}

/** What there is to know about one Pod before a round of updates. Plain data. */
export interface PodInspection {
  readonly name: string
  readonly namespace?: string
  /** Labels and namespace fit the SidecarSet. */
  readonly selected: boolean
  /** Neither finished nor being deleted. */
  readonly active: boolean
  /** The Pod's list of injected SidecarSets names this one. */
  readonly injected: boolean
  /** Every container of the SidecarSet is there, the hot-upgraded ones in pairs. */
  readonly hasContainers: boolean
  /** All four: updates are about this Pod. */
  readonly matched: boolean
  /** It has the SidecarSet's latest hash. */
  readonly updated: boolean
  /** What its sidecars run is what its spec says, as far as the status tells. */
  readonly consistent: boolean
  /** Running, Ready, not being deleted, and not in the middle of a hot upgrade. */
  readonly ready: boolean
  /** Only images differ between what was injected and the SidecarSet of today. */
  readonly sameHashWithoutImage: boolean
  /** An update in place is possible now: only images differ, and no ready sidecar is still changing. */
  readonly upgradable: boolean
  /** SidecarSets with hot upgrade only: an opposite container does not have the empty image. */
  readonly inHotUpgrade?: boolean
  /** SidecarSets with hot upgrade only: apart from the opposite containers everything is ready. */
  readonly hotUpgradeReady?: boolean
  /** Matched Pods of SidecarSets with hot upgrade only: the containers of each hot-upgraded sidecar. */
  readonly hot?: Readonly<Record<string, HotContainers>>
  /** Where the Pod stands: `upgradable`, or the first thing that keeps it from being upgraded. */
  readonly reason: UpdateReason
  /** The reason as a sentence, with the facts at hand. Its wording is no contract. */
  readonly message: string
  /** What could not be read, and what nobody is told in a cluster. */
  readonly issues: readonly Issue[]
}

/** One Pod that is to be written. */
export interface PodChange {
  readonly name: string
  /** The Pod after: a new object that shares untouched branches with the input. */
  readonly pod: Pod
  /**
   * RFC 6902: images and annotations, one operation each. It applies to the Pod as it was given, and as well to the
   * Pod as the flip of this round leaves it.
   */
  readonly patch: readonly JsonPatchOperation[]
}

/** One Pod whose upgrade fails. It is not written, and the round ends with it. */
export interface FailedUpgrade {
  readonly name: string
  readonly issues: readonly Issue[]
}

/** One matched Pod that this round does not upgrade. */
export interface WaitingPod {
  readonly name: string
  readonly namespace?: string
  readonly reason: WaitReason
  /** The reason as a sentence, with the facts at hand. Its wording is no contract. */
  readonly message: string
}

/** One round of what the controller does to running Pods. */
export interface SidecarUpdatePlan {
  /** From the Pods as they were given. */
  readonly status: UpdateStatus
  readonly gate: UpdateGate
  /** Names of the Pods to upgrade now, in order, whatever the gate says. */
  readonly next: readonly string[]
  /** The second step of hot upgrades: Pods whose old container gets the empty image. Whatever the gate says. */
  readonly flips: readonly PodChange[]
  /** What happens to the Pods of `next` when the gate is `upgrade`; ends at the first that fails. */
  readonly upgrades: readonly (PodChange | FailedUpgrade)[]
  /** Every matched Pod that is not among `upgrades`, in the order given, and why it waits. */
  readonly waiting: readonly WaitingPod[]
}
