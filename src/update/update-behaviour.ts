import type { ProfileName } from '../profile.js'

/** How one version of OpenKruise updates running Pods, where versions differ. */
export interface UpdateBehaviour {
  /** Percents of `partition` and `maxUnavailable` round up. Otherwise they round down. */
  readonly roundsPercentsUp: boolean
  /** A partition below 100% leaves at least one Pod to update, where there are several. */
  readonly partitionLeavesOne: boolean
  /** `updateStrategy.priorityStrategy` counts. */
  readonly appliesPriority: boolean
  /**
   * The order of a round after the status.
   *
   * - `flips-first`: flips; NotUpdate, finished, paused; upgrades.
   * - `gates-first`: NotUpdate, paused; flips, which end the round; finished; upgrades.
   */
  readonly order: 'flips-first' | 'gates-first'
  /** The Pod condition `SidecarSetUpgradable` is written. */
  readonly writesCondition: boolean
  /** Native sidecars (init containers with `restartPolicy: Always`) count in hashes and in `sidecarList` of Pods. */
  readonly countsNativeSidecars: boolean
}

/** Every way in which the profiles differ at updates of running Pods, and nothing else. */
export const updateBehaviours: Readonly<Record<ProfileName, UpdateBehaviour>> = {
  'v1.3.0': {
    roundsPercentsUp: false,
    partitionLeavesOne: false,
    appliesPriority: false,
    order: 'flips-first',
    writesCondition: false,
    countsNativeSidecars: false,
  },
  'v1.9.0': {
    roundsPercentsUp: true,
    partitionLeavesOne: true,
    appliesPriority: true,
    order: 'gates-first',
    writesCondition: true,
    countsNativeSidecars: true,
  },
}
