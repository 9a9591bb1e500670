import type { Pod } from '../manifest/api-types.js'
import { listAt, textAt } from '../read/index.js'
import { classifyPlacement } from './classify-placement.js'
import { type ContainerOrder, readContainerOrder } from './container-order.js'
import { minorVersion } from './conventions.js'
import type { Platform } from './platform.js'

/** Who decides about the order: a platform, Kubernetes alone (ordinary nodes), or nobody knows which. */
export type OrderPlatform = Platform | 'kubernetes' | 'unknown'

/** Why containers come where they come. */
export type OrderRule =
  /** An init container: the next step waits until it has ended. */
  | 'init'
  /** A native sidecar: starts in its place among the init containers, exits last, in reverse order. */
  | 'native-sidecar'
  /** `ECI_CONTAINER_LAUNCH_PRIORITY`. */
  | 'launch-priority'
  /** `ECI_CONTAINER_EXIT_PRIORITY`. */
  | 'exit-priority'
  /** `ECI_SIDECAR_CONTAINER`. */
  | 'eci-sidecar'
  /** `ECI_CONTAINER_TYPE=sidecar`: terminated by force. */
  | 'eci-type'
  /** `__IS_SIDECAR__`. */
  | 'acs-sidecar'
  /** OpenKruise's container launch priority. */
  | 'kruise-priority'
  /** Nothing orders them: all at once. */
  | 'together'
  /** What is set gives no documented order. */
  | 'undocumented'
  /** The platform is not known, and these containers set variables of one. */
  | 'platform-unknown'

/** Containers that start, or exit, at the same time. */
export interface OrderStep {
  readonly containers: readonly string[]
  readonly rule: OrderRule
  /** The priority they share, where the rule is one of priorities. */
  readonly priority?: number
  /** Those whose readiness the next step waits for. */
  readonly readyFirst?: readonly string[]
}

/** What a reader of the order must know. */
export type OrderNoteCode =
  | 'platform-unknown'
  | 'kubernetes-version-unknown'
  | 'marks-contradict'
  | 'marks-combined'
  | 'type-without-job'
  | 'type-on-deletion'
  | 'acs-sidecar-on-deletion'
  | 'acs-sidecar-on-new-kubernetes'
  | 'native-sidecar-on-eci'
  | 'native-sidecar-ignored'
  | 'variable-of-other-platform'
  | 'value-without-meaning'
  | 'kruise-priority-assumed'
  | 'kruise-priority-undocumented'

export interface OrderNote {
  readonly code: OrderNoteCode
  /**
   * - `undocumented`: the vendor's rule is not known; the order given is what the documented rules yield, if any.
   * - `ignored`: something that is set has no effect.
   * - `assumed`: the order holds if something is so that was not given.
   */
  readonly kind: 'undocumented' | 'ignored' | 'assumed'
  readonly containers: readonly string[]
  /** The note as a sentence. Its wording is no contract. */
  readonly message: string
}

/** In which order a Pod's containers start and exit. Plain data. */
export interface PodOrder {
  readonly platform: OrderPlatform
  readonly start: readonly OrderStep[]
  /** When the Pod is deleted or, where its containers end for good, when they have. */
  readonly exit: readonly OrderStep[]
  readonly notes: readonly OrderNote[]
}

/** What the order depends on besides the Pod. */
export interface OrderOptions {
  /** @default what `classifyPlacement` finds */
  readonly platform?: OrderPlatform | undefined
  /** For example `1.28` or `v1.30.1`. @default unknown: what depends on it is assumed to be in force, with a note */
  readonly kubernetesVersion?: string | undefined
}

/** From this minor version on init containers can be native sidecars without a feature gate. */
export const firstWithNativeSidecars = 29

/** What both orders and the notes are made from. */
export interface OrderSubject {
  readonly platform: OrderPlatform
  /** Minor version of Kubernetes, where it is known. */
  readonly minor: number | undefined
  readonly hasNativeSidecars: boolean
  /** Whether containers may end for good: `restartPolicy` Never or OnFailure. */
  readonly isJob: boolean
  readonly init: readonly ContainerOrder[]
  readonly main: readonly ContainerOrder[]
  /** OpenKruise's priorities, where the Pod asks for an order. */
  readonly kruisePriorities: ReadonlyMap<ContainerOrder, number> | undefined
}

/** Reads what the order of a Pod depends on. */
export function readOrderSubject(pod: Pod, options: OrderOptions): OrderSubject {
  const minor = minorVersion(options.kubernetesVersion)
  const containers = readContainerOrder(pod)
  const main = containers.filter(({ role }) => role === 'container')
  return {
    platform: options.platform ?? platformOf(pod),
    minor,
    hasNativeSidecars: minor === undefined || minor >= firstWithNativeSidecars,
    isJob: endsForGood(pod),
    init: containers.filter(({ role }) => role !== 'container'),
    main,
    kruisePriorities: readKruisePriorities(pod, main),
  }
}

/** Whether the Pod's containers are not restarted for ever, as those of a Job. */
export function endsForGood(pod: Pod): boolean {
  const policy = textAt(pod, 'spec', 'restartPolicy')
  return policy === 'Never' || policy === 'OnFailure'
}

function platformOf(pod: Pod): OrderPlatform {
  const { placement, platform } = classifyPlacement(pod)
  return placement === 'no' ? 'kubernetes' : (platform ?? 'unknown')
}

/** Names, in the order given. */
export function namesOf(containers: readonly ContainerOrder[]): readonly string[] {
  return containers.map(({ container }) => container)
}

/** Whether the order of some container could depend on the platform. */
export function setsAnything(containers: readonly ContainerOrder[]): boolean {
  return containers.some(({ settings }) => settings.length > 0)
}

/** Containers of one priority, in the order given. */
interface PriorityGroup {
  readonly priority: number
  readonly members: readonly ContainerOrder[]
}

/** Groups containers by their priority, the largest first. */
export function groupByPriority(
  containers: readonly ContainerOrder[],
  priorityOf: (container: ContainerOrder) => number,
): readonly PriorityGroup[] {
  const priorities = [...new Set(containers.map(priorityOf))].sort((a, b) => b - a)
  return priorities.map((priority) => ({
    priority,
    members: containers.filter((container) => priorityOf(container) === priority),
  }))
}

/** On a Pod: `Ordered` starts its containers one after the other. */
const orderedAnnotation = 'apps.kruise.io/container-launch-priority'

/** On a container: an integer, the larger starts earlier. */
const priorityVariable = 'KRUISE_CONTAINER_PRIORITY'

/**
 * The priorities by which OpenKruise starts the containers of a Pod, injected ones too.
 *
 * 1. The annotation `apps.kruise.io/container-launch-priority: Ordered`: in order of the list, whatever the variables say.
 * 2. Else the variable `KRUISE_CONTAINER_PRIORITY` of each; a container without it, or without a number in it, has 0.
 * 3. One container, or one priority for all, asks for nothing.
 *
 * @see https://openkruise.io/docs/user-manuals/containerlaunchpriority
 */
function readKruisePriorities(
  pod: Pod,
  main: readonly ContainerOrder[],
): ReadonlyMap<ContainerOrder, number> | undefined {
  const isOrdered = textAt(pod, 'metadata', 'annotations', orderedAnnotation) === 'Ordered'
  const written = listAt(pod, 'spec', 'containers').map(priorityOf)
  const priorities = main.map((_, index) => (isOrdered ? 0 - index : (written[index] ?? 0)))
  if (new Set(priorities).size < 2) return undefined
  return new Map(main.map((container, index) => [container, priorities[index] ?? 0]))
}

function priorityOf(container: unknown): number {
  const entry = listAt(container, 'env').find((each) => textAt(each, 'name') === priorityVariable)
  const text = textAt(entry, 'value') ?? ''
  return /^[+-]?\d{1,10}$/.test(text) ? Number(text) : 0
}
