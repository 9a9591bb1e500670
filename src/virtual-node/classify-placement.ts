import type { Pod } from '../manifest/api-types.js'
import { readOptions } from '../options/index.js'
import { placementContext } from './options.js'
import {
  acsClassFacts,
  daemonSetFacts,
  namespaceFacts,
  nodeFacts,
  platformLabelFacts,
  podRequestFacts,
} from './placement-facts.js'
import {
  describePlacement,
  type PlacementContext,
  type PlacementFact,
  type PlacementRule,
  type PlacementVerdict,
} from './placement.js'
import type { Platform } from './platform.js'
import { selectorFacts } from './selector-facts.js'

/**
 * Is this Pod bound for a virtual node, and for which platform? Read from manifests alone; what the scheduler will
 * decide nobody knows before it has.
 *
 * The first rule that applies decides, so that contradictory facts have one answer:
 *
 * 1. The platform's label: `virtual-node`.
 * 2. `spec.nodeName`: `will-be` or `no`, by the Node where it is given and by its name otherwise.
 * 3. A DaemonSet as owner: `no`.
 * 4. The Pod or its Namespace ask for a virtual node, and the Pod's selectors exclude them: `may-be`, as a contradiction.
 * 5. The first that asks for certain: `will-be`. Labels of the Pod come first, then its annotation, the Namespace's
 *    labels, and the selectors with a toleration.
 * 6. Selectors that exclude virtual nodes: `no`.
 * 7. The first that leaves it open: `may-be`. Where there is nothing at all it is the scheduler's choice.
 *
 * The platform is the one that the Pod's labels and annotation name; else the Namespace's; else ACS where one of its
 * classes is given. Two that are named side by side make it `unknown`.
 *
 * @param pod as far as it is known; malformed parts count as absent
 * @example classifyPlacement({ metadata: { labels: { 'alibabacloud.com/eci': 'true' } } })
 * // { placement: 'will-be', platform: 'eci', rule: 'eci-label', message: 'a label of the Pod asks for ECI', facts: [...] }
 */
export function classifyPlacement(pod: Pod, given: PlacementContext = {}): PlacementVerdict {
  const context = readOptions('classifyPlacement', placementContext, given)
  const done = [...platformLabelFacts(pod), ...nodeFacts(pod, context.node), ...daemonSetFacts(pod)]
  const onPod = podRequestFacts(pod)
  const onNamespace = namespaceFacts(pod, context.namespace)
  const classes = acsClassFacts(pod)
  const facts = [...done, ...onPod, ...onNamespace, ...selectorFacts(pod), ...classes]
  const [decisive, rule] = decide(done[0], facts)
  const placement = rule === 'contradiction' ? 'may-be' : (decisive?.placement ?? 'may-be')
  const platform = firstPlatform([onPod, onNamespace, classes])
  return {
    placement,
    ...(placement === 'no' ? {} : { platform }),
    rule,
    message: describePlacement(rule, decisive),
    facts,
  }
}

function decide(
  done: PlacementFact | undefined,
  facts: readonly PlacementFact[],
): [decisive: PlacementFact | undefined, rule: PlacementRule] {
  if (done !== undefined) return [done, done.rule]
  const certain = facts.find(({ placement }) => placement === 'will-be')
  const against = facts.find(({ placement }) => placement === 'no')
  if (certain !== undefined && against !== undefined) return [certain, 'contradiction']
  const decisive = certain ?? against ?? facts[0]
  return [decisive, decisive?.rule ?? 'scheduler']
}

/** The platform that the first group that names any agrees on. */
function firstPlatform(groups: readonly (readonly PlacementFact[])[]): Platform | 'unknown' {
  for (const group of groups) {
    const named = new Set(group.map(({ platform }) => platform).filter((platform) => platform !== undefined))
    const [only] = named
    if (only !== undefined) return named.size === 1 ? only : 'unknown'
  }
  return 'unknown'
}
