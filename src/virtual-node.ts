/**
 * `sidecarset/virtual-node`: what Alibaba Cloud ACK's virtual nodes add. What the platform does is taken from its public
 * documentation; what that leaves open is called undocumented.
 */

export type * from './shared-types.js'
export type { VirtualNodeIssueCode } from './issue/catalog.js'
export type { FormatOptions } from './text/render-document.js'
export type {
  BindingId,
  FoundReference,
  GrantDescription,
  GrantedObject,
  QualifiedReference,
  ReferenceDecision,
  ReferenceReason,
  ReferenceRoute,
  ResourceKind,
} from './reference/index.js'
export type { Platform } from './virtual-node/platform.js'

// where a Pod goes
export { classifyPlacement } from './virtual-node/classify-placement.js'
export { simulateScheduling } from './virtual-node/simulate-scheduling.js'
export { virtualNodeLabel } from './virtual-node/platform.js'
export type {
  Node,
  NodeTaint,
  Placement,
  PlacementContext,
  PlacementFact,
  PlacementRule,
  PlacementVerdict,
} from './virtual-node/placement.js'

// in which order containers start and exit
export { describeOrder, formatOrder } from './virtual-node/describe-order.js'
export {
  readContainerOrder,
  type ContainerOrder,
  type ConventionSetting,
  type SettingProblem,
} from './virtual-node/container-order.js'
export type {
  OrderNote,
  OrderNoteCode,
  OrderOptions,
  OrderPlatform,
  OrderRule,
  OrderStep,
  PodOrder,
} from './virtual-node/pod-order.js'

// what goes wrong there
export { checkVirtualNodePod } from './virtual-node/check-virtual-node-pod.js'
export { describeInjected, type InjectedResult } from './virtual-node/describe-injected.js'
export { resolveReferences, type ResolveContext } from './virtual-node/resolve-references.js'
export type {
  ClusterComponents,
  InjectedContainer,
  InjectedPart,
  InjectedParts,
  VirtualNodeCheckOptions,
  VirtualNodeContext,
} from './virtual-node/check-subject.js'
export type { GivenObjects } from './virtual-node/objects.js'

// what bindings open, and what depends on them
export {
  findSecretGrants,
  findUnusedGrants,
  whatBreaksWithout,
  type BindingSurroundings,
  type BrokenSidecarSet,
  type UnusedGrant,
  type UnusedGrantReason,
} from './virtual-node/bindings.js'

// the same SidecarSets on a cluster without such references: copies
export { copyReferences } from './virtual-node/copy-references.js'
export { formatCopies, renderCopies, type CopiedObject } from './virtual-node/render-copies.js'
export type {
  CopiedEntry,
  CopyContext,
  CopyPlan,
  CopySubject,
  ObjectCopy,
  ObjectPlace,
} from './virtual-node/copies.js'

// the vendor's numbers and variables; `@experimental`, since the vendor may change them
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
} from './virtual-node/build-variable.js'
export {
  containerConventions,
  type ContainerConvention,
  type ConventionName,
  type ConventionValues,
  type VariableName,
} from './virtual-node/conventions.js'
export { eciLimits, virtualNodeFloors } from './virtual-node/limit-checks.js'
export { standardOutputDriver, standardOutputFile } from './virtual-node/standard-output.js'
