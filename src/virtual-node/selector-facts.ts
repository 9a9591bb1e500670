import type { FieldPath } from '../issue/index.js'
import type { Pod } from '../manifest/api-types.js'
import { listAt, textAt, textsAt } from '../read/index.js'
import type { PlacementFact } from './placement.js'
import { nodeTypeLabel, virtualNodeNamePrefix, virtualNodeTaint, virtualNodeType } from './platform.js'

/**
 * What `nodeSelector`, required node affinity and tolerations say of virtual nodes, which have the label
 * `type: virtual-kubelet` and the taint `virtual-kubelet.io/provider=alibabacloud:NoSchedule`.
 *
 * | nodes allowed        | taint tolerated | answer                                     |
 * | -------------------- | --------------- | ------------------------------------------ |
 * | others only          | -               | no: other-nodes-only                       |
 * | virtual nodes only   | yes             | will-be: node-selector                     |
 * | virtual nodes only   | no              | may-be: node-selector-without-toleration   |
 * | both                 | yes             | may-be: toleration                         |
 * | both                 | no              | nothing                                    |
 *
 * Preferences count for nothing: the scheduler may go against them.
 */
export function selectorFacts(pod: Pod): PlacementFact[] {
  const demands = [selectorDemand(pod), affinityDemand(pod)].filter((demand) => demand !== undefined)
  const toleration = findToleration(pod)
  const against = demands.find(({ wants }) => wants === 'others')
  if (against !== undefined) return [fact('other-nodes-only', 'no', against.path)]
  const demand = demands[0]
  if (demand !== undefined) {
    return toleration === undefined
      ? [fact('node-selector-without-toleration', 'may-be', demand.path)]
      : [fact('node-selector', 'will-be', demand.path)]
  }
  return toleration === undefined ? [] : [fact('toleration', 'may-be', toleration)]
}

function fact(
  rule: PlacementFact['rule'],
  placement: PlacementFact['placement'],
  path: FieldPath,
): PlacementFact {
  return { rule, placement, object: 'Pod', path }
}

/** The nodes that a part of the Pod leaves over. */
interface Demand {
  readonly wants: 'virtual' | 'others'
  readonly path: FieldPath
}

function selectorDemand(pod: Pod): Demand | undefined {
  const type = textAt(pod, 'spec', 'nodeSelector', nodeTypeLabel)
  if (type === undefined) return undefined
  const path = ['spec', 'nodeSelector', nodeTypeLabel]
  return { wants: type === virtualNodeType ? 'virtual' : 'others', path }
}

const requiredTerms: FieldPath = [
  'spec',
  'affinity',
  'nodeAffinity',
  'requiredDuringSchedulingIgnoredDuringExecution',
  'nodeSelectorTerms',
]

/** One term is enough for a node, so they have to agree. */
function affinityDemand(pod: Pod): Demand | undefined {
  const wants = new Set(listAt(pod, ...requiredTerms).map(termDemand))
  const [only] = wants
  return wants.size === 1 && only !== undefined ? { wants: only, path: requiredTerms } : undefined
}

/** All expressions of a term have to fit. */
function termDemand(term: unknown): Demand['wants'] | undefined {
  const found = [
    ...listAt(term, 'matchExpressions').map(expressionDemand),
    ...listAt(term, 'matchFields').map(nameDemand),
  ]
  if (found.includes('others')) return 'others'
  return found.includes('virtual') ? 'virtual' : undefined
}

function expressionDemand(expression: unknown): Demand['wants'] | undefined {
  if (textAt(expression, 'key') !== nodeTypeLabel) return undefined
  const values = textsAt(expression, 'values')
  switch (textAt(expression, 'operator')) {
    case 'In':
      if (!values.includes(virtualNodeType)) return 'others'
      return values.every((value) => value === virtualNodeType) ? 'virtual' : undefined
    case 'NotIn':
      return values.includes(virtualNodeType) ? 'others' : undefined
    case 'DoesNotExist':
      return 'others'
    default:
      return undefined
  }
}

function nameDemand(expression: unknown): Demand['wants'] | undefined {
  if (textAt(expression, 'key') !== 'metadata.name' || textAt(expression, 'operator') !== 'In')
    return undefined
  const virtual = textsAt(expression, 'values').map((name) => name.startsWith(virtualNodeNamePrefix))
  if (!virtual.includes(true)) return 'others'
  return virtual.includes(false) ? undefined : 'virtual'
}

/** Where the first toleration stands that the taint of virtual nodes gives way to. */
function findToleration(pod: Pod): FieldPath | undefined {
  const index = listAt(pod, 'spec', 'tolerations').findIndex(toleratesVirtualNodes)
  return index === -1 ? undefined : ['spec', 'tolerations', index]
}

/** Kubernetes' rule: no key with `Exists` is any taint, no effect is any effect, and no operator is `Equal`. */
function toleratesVirtualNodes(toleration: unknown): boolean {
  const { key, value, effect } = virtualNodeTaint
  const [wantedKey, wantedEffect] = [textAt(toleration, 'key') ?? '', textAt(toleration, 'effect') ?? '']
  if (wantedEffect !== '' && wantedEffect !== effect) return false
  const operator = textAt(toleration, 'operator') ?? ''
  if (operator === 'Exists') return wantedKey === '' || wantedKey === key
  return (
    (operator === '' || operator === 'Equal') && wantedKey === key && textAt(toleration, 'value') === value
  )
}
