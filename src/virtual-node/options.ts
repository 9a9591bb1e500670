import type { OptionTable } from '../options/index.js'
import type { BindingSurroundings } from './bindings.js'
import type { VirtualNodeCheckOptions, VirtualNodeContext } from './check-subject.js'
import type { CopyContext } from './copies.js'
import type { GivenObjects } from './objects.js'
import type { ResolveContext } from './resolve-references.js'
import type { OrderOptions } from './pod-order.js'
import type { PlacementContext } from './placement.js'
import type { Platform } from './platform.js'

/** What `renderCopies` takes. */
export const givenObjects: OptionTable<GivenObjects> = {
  configMaps: { kind: 'list', of: 'ConfigMaps' },
  secrets: { kind: 'list', of: 'Secrets' },
}

/** What `resolveReferences` and `copyReferences` take. */
export const resolveContext: OptionTable<ResolveContext & CopyContext> = {
  ...givenObjects,
  podNamespace: { kind: 'text' },
}

/** What is known of a Pod that `checkVirtualNodePod` checks. */
export const virtualNodeContext: OptionTable<VirtualNodeContext> = {
  ...resolveContext,
  placement: { kind: 'choice', values: ['virtual-node', 'will-be', 'may-be', 'no'] },
  platform: { kind: 'choice', values: ['eci', 'acs', 'unknown'] },
  kubernetesVersion: { kind: 'text' },
  injected: { kind: 'object', of: 'the result of describeInjected' },
  references: { kind: 'list', of: 'decisions about references' },
  components: { kind: 'object', of: 'versions of components' },
}

/** What else `checkVirtualNodePod` takes. */
export const checkOptions: OptionTable<VirtualNodeCheckOptions> = {
  disable: { kind: 'list', of: 'issue codes' },
}

/** What `describeOrder` takes. */
export const orderOptions: OptionTable<OrderOptions> = {
  platform: { kind: 'choice', values: ['eci', 'acs', 'kubernetes', 'unknown'] },
  kubernetesVersion: { kind: 'text' },
}

/** What `classifyPlacement` and `simulateScheduling` take. */
export const placementContext: OptionTable<PlacementContext> = {
  namespace: { kind: 'object', of: 'a Namespace' },
  node: { kind: 'object', of: 'a Node' },
}

/** What `simulateScheduling` takes as its second argument. */
export const schedulingArguments: OptionTable<{ readonly platform: Platform }> = {
  platform: { kind: 'choice', values: ['eci', 'acs'], required: true },
}

/** What `whatBreaksWithout` takes. */
export const bindingSurroundings: OptionTable<BindingSurroundings> = {
  resourceBindings: { kind: 'list', of: 'SidecarSetResourceBindings', required: true },
  sidecarSets: { kind: 'list', of: 'SidecarSets', required: true },
}
