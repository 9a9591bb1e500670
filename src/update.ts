/** `sidecarset/update`: what OpenKruise's controller does to running Pods, computed without a cluster. */

export type * from './shared-types.js'

// what a change means
export { classifyChange, type SidecarSetChange } from './update/classify-change.js'
export type { ChangeNeed, ContainerChange } from './update/compare-containers.js'

// where Pods stand, and what the next round does
export { inspectPods } from './update/inspect-pods.js'
export { planSidecarUpdate } from './update/plan-update.js'
export type {
  HoldReason,
  MatchReason,
  TurnReason,
  UnmatchedReason,
  UpdateReason,
  WaitReason,
} from './update/reasons.js'
export type {
  ConditionChange,
  FailedChange,
  HotContainers,
  InspectOptions,
  PodChange,
  PodId,
  PodInspection,
  SidecarUpdatePlan,
  UnavailablePod,
  UpdateBudget,
  UpdateGate,
  UpdateOptions,
  UpdateStatus,
  WaitingPod,
} from './update/types.js'

// how the whole rollout goes
export { formatRollout } from './update/format-rollout.js'
export type { FormatOptions } from './text/render-document.js'
export {
  simulateRollout,
  type RolloutSimulation,
  type RolloutStep,
  type SimulationOptions,
  type UnmatchedPod,
} from './update/simulate-rollout.js'
export type { ReadinessModel, StartedChange } from './update/simulated-pod.js'

// how far a rollout is
export { describeRollout, type ProgressOptions, type RolloutProgress } from './update/rollout-status.js'
