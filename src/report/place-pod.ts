import type { CompiledConfig } from '../inject/compile/compile-config.js'
import type { ReportedPlacement, ReportRequest } from '../inject/report-types.js'
import type { Namespace } from '../manifest/manifest-types.js'
import type { Pod } from '../manifest/api-types.js'
import { nonEmptyTextAt, objectAt } from '../read/index.js'
import { virtualNodeLabel } from '../sidecarset/annotation-names.js'
import { classifyPlacement } from '../virtual-node/classify-placement.js'
import { simulateScheduling } from '../virtual-node/simulate-scheduling.js'
import type { PlacementContext } from '../virtual-node/placement.js'
import type { Platform } from '../virtual-node/platform.js'

/** A Pod, and what is known of its way to a virtual node. */
export interface PlacedPod {
  readonly pod: Pod
  readonly placement?: ReportedPlacement
}

/** Whether a Pod is bound for a virtual node, as far as its manifest and its Namespace tell. */
export function placePod(config: CompiledConfig, pod: Pod, request: ReportRequest): ReportedPlacement {
  const { placement, platform, message } = classifyPlacement(pod, contextOf(config, pod, request))
  return { placement, ...(platform === undefined ? {} : { platform }), message }
}

/**
 * The Pod that a report is about, and the same Pod on a virtual node where that is another one and may happen.
 *
 * 1. A Pod that exists, or has the platform's label, is what it is.
 * 2. `eci` and `acs`: the Pod on a virtual node of that platform, and nothing else.
 * 3. `auto`: a Pod that asks for a virtual node is taken as it is there.
 * 4. Otherwise the Pod as given; and that on a virtual node, where it asks for one or the scheduler may choose one.
 */
export function choosePod(
  pod: Pod,
  placement: ReportedPlacement | undefined,
  { virtualNode = 'as-given' }: ReportRequest,
  exists: boolean,
): PlacedPod & { readonly otherwise?: PlacedPod } {
  if (placement === undefined) return { pod }
  if (virtualNode === 'eci' || virtualNode === 'acs') return schedule(pod, placement, virtualNode)
  const isOpen = placement.placement === 'will-be' || placement.placement === 'may-be'
  if (exists || !isOpen) return { pod, placement }
  const scheduled = schedule(pod, placement, placement.platform ?? 'unknown')
  if (virtualNode === 'auto' && placement.placement === 'will-be') return scheduled
  return { pod, placement, otherwise: scheduled }
}

/** Whether the platform's labels make a difference: some SidecarSet selects Pods by one. */
export function isDecidedByPlatform({ sets, platformLabels }: CompiledConfig): boolean {
  return sets.some(({ selector }) => selector.requirements.some(({ key }) => platformLabels.has(key)))
}

function schedule(
  pod: Pod,
  { placement, message }: ReportedPlacement,
  platform: Platform | 'unknown',
): PlacedPod {
  const scheduled = platform === 'unknown' ? withPlatformLabel(pod) : simulateScheduling(pod, platform)
  return { pod: scheduled, placement: { placement, platform, message, scheduled: true } }
}

/** Where nobody knows the platform, only what all of them add. */
function withPlatformLabel(pod: Pod): Pod {
  const labels = { ...objectAt(pod, 'metadata', 'labels'), [virtualNodeLabel]: 'true' }
  return { ...pod, metadata: { ...pod.metadata, labels } } as Pod
}

/** The Namespace as far as the injector knows it. */
function contextOf(config: CompiledConfig, pod: Pod, request: ReportRequest): PlacementContext {
  const name = nonEmptyTextAt(pod, 'metadata', 'namespace') ?? request.namespace ?? ''
  const labels = config.namespaces.get(name)
  if (labels === undefined) return {}
  const namespace: Namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } }
  return { namespace }
}
