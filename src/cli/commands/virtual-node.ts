import type { Namespace, Pod } from '../../index.js'
import { classifyPlacement, simulateScheduling, virtualNodeLabel } from '../../virtual-node.js'
import type { OptionValues } from '../args/options.js'

/** What `--virtual-node` says. */
export type PlaceChoice = NonNullable<OptionValues['virtual-node']>

/**
 * The labels that a Pod has after scheduling besides its own: those of a virtual node, where `--virtual-node` names its
 * platform, or says `auto` and the Pod asks for one.
 */
export function labelsOfPlace(
  pod: Pod,
  choice: PlaceChoice,
  namespaces: readonly Namespace[],
): Readonly<Record<string, string>> {
  if (choice === 'none') return {}
  const namespace = namespaces.find(({ metadata }) => metadata?.name === pod.metadata?.namespace)
  const { placement, platform } = classifyPlacement(pod, { namespace })
  if (choice === 'auto' && placement !== 'will-be') return {}
  const target = choice === 'auto' ? platform : choice
  if (target !== 'eci' && target !== 'acs') return { [virtualNodeLabel]: 'true' }
  const own = pod.metadata?.labels ?? {}
  const scheduled = simulateScheduling(pod, target, { namespace }).metadata?.labels ?? {}
  return Object.fromEntries(Object.entries(scheduled).filter(([key, value]) => own[key] !== value))
}
