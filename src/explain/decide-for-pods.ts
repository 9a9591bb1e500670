import { createInjector } from '../report/create-injector.js'
import type { SidecarSetDecision } from '../inject/types.js'
import type { Pod, SidecarSet } from '../manifest/api-types.js'
import type { PodsContext } from './types.js'

/**
 * A function that decides what would become of one SidecarSet if a Pod were created now. The SidecarSet is compiled once.
 *
 * @throws SidecarSetError where the SidecarSet cannot be read
 */
export function decideForPods(
  set: SidecarSet,
  { namespace, random, ...config }: PodsContext,
): (pod: Pod) => SidecarSetDecision {
  const injector = createInjector({ ...config, sidecarSets: [set], unreadable: 'throw' })
  const request = { operation: 'CREATE', namespace, random } as const
  return (pod) => injector.explain(pod, request)[0] as SidecarSetDecision
}
