import type { Pod } from '../../manifest/api-types.js'
import type { UpdateGate, UpdateOptions, UpdateStatus, WaitingPod } from '../types.js'

/** A container that got another image, about which the readiness model is asked. */
export interface StartedChange {
  readonly name: string
  readonly namespace?: string
  readonly container: string
  readonly image: string
  /** The round that wrote the image; 0 for changes that were under way before the first. */
  readonly round: number
}

/**
 * How long the kubelet takes: rounds until a container that got another image is ready with it, or `never`. 1 is ready
 * before the next round; what is less counts as 1. A function is asked once for each change, and must be pure.
 */
export type ReadinessModel = number | 'never' | ((change: StartedChange) => number | 'never')

export interface SimulationOptions extends UpdateOptions {
  /** The time of the first round. */
  readonly now: string | Date
  /** @default 1 */
  readonly readiness?: ReadinessModel | undefined
  /** Time between rounds; it only shows in timestamps, by which Pods are ranked. @default 60 */
  readonly secondsPerRound?: number | undefined
  /** The simulation ends here at the latest. @default 1000 */
  readonly maxRounds?: number | undefined
}

/** One simulated round. All Pods by name, in the order given or, for `upgraded`, in that of the upgrade. */
export interface RolloutStep {
  /** Counted from 1. */
  readonly round: number
  readonly now: string
  readonly gate: UpdateGate
  /** Counters at the beginning of the round. */
  readonly status: UpdateStatus
  /** Pods whose containers have all become ready since the round before. */
  readonly settled: readonly string[]
  readonly flipped: readonly string[]
  readonly upgraded: readonly string[]
  /** The Pod whose upgrade failed, if one did. */
  readonly failed?: string
  /** Matched Pods that, after the round, are not ready or do not run what their spec says. */
  readonly unavailable: readonly string[]
}

/** A rollout played to its end. Plain data. */
export interface RolloutSimulation {
  readonly sidecarSet: string
  readonly steps: readonly RolloutStep[]
  /**
   * - `complete`: every matched Pod is up to date and ready.
   * - `stopped`: nothing more happens, though Pods are left; `waiting` says why.
   * - `limit`: `maxRounds` was reached first.
   */
  readonly end: 'complete' | 'stopped' | 'limit'
  /** Counters at the end. */
  readonly status: UpdateStatus
  /** Matched Pods that are not up to date at the end, and why. */
  readonly waiting: readonly WaitingPod[]
  /** All Pods given, as they are at the end. Their statuses are made up where containers changed. */
  readonly pods: readonly Pod[]
}
