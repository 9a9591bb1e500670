import type { InjectionRequest, InjectorConfig, SidecarSetDecision } from '../inject/types.js'
import type { SettingChange } from './compare-settings.js'
import type { ResourceId } from '../issue/index.js'
import type { Pod } from '../manifest/api-types.js'
import type { SidecarSetChange } from '../update/classify-change.js'
import type { ChangeNeed } from '../update/compare-containers.js'

/** What is known of the cluster besides the SidecarSet and the Pods that are asked about. */
export interface PodsContext extends Omit<InjectorConfig, 'sidecarSets' | 'unreadable'> {
  /** The namespace of Pods that name none. @default none */
  readonly namespace?: InjectionRequest['namespace']
  /** For `revision.policy: Partial`. @default not given: such Pods match, and what they get is undecided */
  readonly random?: InjectionRequest['random']
}

/** A Pod, and what would become of the SidecarSet if the Pod were created now. */
export interface PodMatch<P extends Pod = Pod> {
  /** The Pod that was given, itself. */
  readonly pod: P
  readonly id: ResourceId
  readonly decision: SidecarSetDecision
}

/** The Pods that were given, each in one of three lists, in the order in which they were given. */
export interface PodMatches<P extends Pod = Pod> {
  /** The SidecarSet is for them. The decision says whether it is injected, or what keeps it. */
  readonly matching: readonly PodMatch<P>[]
  /** Nobody can tell with what is given. */
  readonly unknown: readonly PodMatch<P>[]
  /** The SidecarSet is not for them. */
  readonly others: readonly PodMatch<P>[]
}

/**
 * What the step from one version of a SidecarSet to another means for a Pod, if the Pod is created after it instead of
 * before it.
 *
 * - `gains`, `loses`: it gets sidecars that it would not have got, or the other way round.
 * - `changes`: it gets the SidecarSet either way, and something else from it.
 * - `same`: nothing changes for it.
 * - `refused`: with the later version it cannot be created.
 * - `unknown`: nobody can tell with what is given.
 */
export type PodEffect = 'gains' | 'loses' | 'changes' | 'same' | 'refused' | 'unknown'

/** What a change of a SidecarSet means for one Pod. */
export interface PodComparison {
  readonly pod: ResourceId
  readonly effect: PodEffect
  /**
   * What has to happen to the Pod, if it runs, for the change to reach it. `in-place` and `hot-upgrade` are done by the
   * controller; for `recreate` and `new-pods-only` the Pod has to be created anew.
   */
  readonly needs: ChangeNeed
  /** What became of each version; absent for a version that is not given. */
  readonly before?: SidecarSetDecision
  readonly after?: SidecarSetDecision
  /** Effect and need as a sentence. Its wording is no contract. */
  readonly message: string
}

/** What a change of a SidecarSet means. Plain data. */
export interface SidecarSetComparison {
  readonly sidecarSet: string
  /** Container by container; absent where one version is not given. */
  readonly change?: SidecarSetChange
  /** What changes besides containers; empty where one version is not given. */
  readonly settings: readonly SettingChange[]
  /**
   * Whether the controller upgrades running Pods by itself: `automatic`, or not, since `updateStrategy` of the later
   * version says `NotUpdate` or `paused`, or since there is no later version.
   */
  readonly rollout: 'automatic' | 'not-update' | 'paused' | 'none'
  /** Whether the later version pauses injection. Running Pods are upgraded all the same, as `rollout` says. */
  readonly injectionPaused: boolean
  /** One for each Pod, in the order in which they were given. */
  readonly pods: readonly PodComparison[]
  /** How many Pods there are of each effect. */
  readonly counts: Readonly<Record<PodEffect, number>>
}
