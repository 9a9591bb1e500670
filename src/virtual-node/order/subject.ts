import type { Pod } from '../../manifest/api-types.js'
import { minorVersion } from '../conventions/kubernetes-version.js'
import { readContainerOrder, type ContainerOrder } from '../conventions/read-container-order.js'
import { classifyPlacement } from '../placement/classify-placement.js'
import { textAt } from '../read-path.js'
import { readKruisePriorities } from './kruise-priority.js'
import type { OrderOptions, OrderPlatform } from './types.js'

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
