// What ACK's virtual nodes add: where a Pod goes, how its containers are ordered, what goes wrong there, and how the
// same SidecarSets get along elsewhere.

export { findSecretGrants } from './bindings/find-secret-grants.js'
export { findUnusedGrants, type UnusedGrant, type UnusedGrantReason } from './bindings/find-unused-grants.js'
export {
  whatBreaksWithout,
  type BindingSurroundings,
  type BrokenSidecarSet,
} from './bindings/what-breaks-without.js'
export { checkVirtualNodePod } from './checks/check-virtual-node-pod.js'
export { describeInjected, type InjectedResult } from './checks/describe-injected.js'
export { virtualNodeFloors } from './checks/floor-checks.js'
export { eciLimits } from './checks/limit-checks.js'
export { standardOutputDriver, standardOutputFile } from './checks/standard-output.js'
export type {
  VirtualNodeCheckOptions,
  ClusterComponents,
  InjectedContainer,
  InjectedPart,
  InjectedParts,
  VirtualNodeContext,
} from './checks/types.js'
export {
  acsIgnoreReady,
  acsIgnoreResources,
  acsSidecar,
  eciContainerType,
  eciExitPriority,
  eciIgnoreExitCode,
  eciIgnoreReady,
  eciIgnoreResources,
  eciLaunchPriority,
  eciSidecarContainer,
  type EnvEntry,
} from './conventions/build-variable.js'
export { readContainerOrder, type ContainerOrder } from './conventions/read-container-order.js'
export type { ConventionSetting, SettingProblem } from './conventions/read-settings.js'
export {
  containerConventions,
  type ContainerConvention,
  type ConventionName,
  type ConventionValues,
  type VariableName,
} from './conventions/table.js'
export { copyReferences } from './copies/copy-references.js'
export { formatCopies } from './copies/format-copies.js'
export { renderCopies, type CopiedObject } from './copies/render-copies.js'
export type {
  CopiedEntry,
  CopyContext,
  CopyPlan,
  CopySubject,
  ObjectCopy,
  ObjectPlace,
} from './copies/types.js'
export type { GivenObjects } from './objects/object-index.js'
export { resolveReferences, type ResolveContext } from './objects/resolve-references.js'
export { describeOrder } from './order/describe-order.js'
export { formatOrder } from './order/format-order.js'
export type {
  OrderNote,
  OrderNoteCode,
  OrderOptions,
  OrderPlatform,
  OrderRule,
  OrderStep,
  PodOrder,
} from './order/types.js'
export { classifyPlacement } from './placement/classify-placement.js'
export { simulateScheduling } from './placement/simulate-scheduling.js'
export type {
  Node,
  NodeTaint,
  Placement,
  PlacementContext,
  PlacementFact,
  PlacementRule,
  PlacementVerdict,
} from './placement/types.js'
export { virtualNodeLabel, type Platform } from './platform.js'
