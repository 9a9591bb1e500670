export { classifyChange } from './change/classify-change.js'
export type { ChangeNeed, ContainerChange, SidecarSetChange } from './change/types.js'
export { countPods, inspectPods } from './inspect-pods.js'
export { orderUpdateCandidates, planHotUpgradeFlip, planSidecarUpdate } from './plan-update.js'
export type { HoldReason, TurnReason, UnmatchedReason, UpdateReason, WaitReason } from './reasons.js'
export {
  describeRollout,
  formatRolloutStatus,
  type ProgressOptions,
  type RolloutProgress,
} from './rollout-status.js'
export { formatRollout } from './simulate/format-rollout.js'
export { simulateRollout } from './simulate/simulate-rollout.js'
export type {
  ReadinessModel,
  RolloutSimulation,
  RolloutStep,
  SimulationOptions,
  StartedChange,
} from './simulate/types.js'
export type {
  FailedUpgrade,
  HotContainers,
  InspectOptions,
  PodChange,
  PodInspection,
  SidecarUpdatePlan,
  UpdateGate,
  UpdateOptions,
  UpdateStatus,
  WaitingPod,
} from './types.js'
