import type { Pod } from '../../manifest/api-types.js'
import type { ContainerOrder } from '../conventions/read-container-order.js'
import { listAt, textAt } from '../read-path.js'

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
export function readKruisePriorities(
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
