export { countPods, inspectPods } from './inspect-pods.js'
export { orderUpdateCandidates, planHotUpgradeFlip, planSidecarUpdate } from './plan-update.js'
export type { HoldReason, TurnReason, UnmatchedReason, UpdateReason, WaitReason } from './reasons.js'
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
