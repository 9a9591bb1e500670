import type { Pod } from '../manifest/api-types.js'
import type { Namespace } from '../manifest/manifest-types.js'
import { listAt, textAt } from '../read/index.js'
import type { Node, Placement, PlacementFact, PlacementRule } from './placement.js'
import {
  acsClassLabels,
  acsLabel,
  burstAnnotation,
  eciLabel,
  nodeTypeLabel,
  oldEciLabel,
  oldNamespaceLabel,
  type Platform,
  virtualNodeLabel,
  virtualNodeNamePrefix,
  virtualNodeTaint,
  virtualNodeType,
} from './platform.js'

/** The platform's own label. */
export function platformLabelFacts(pod: Pod): PlacementFact[] {
  return labelFacts(pod, virtualNodeLabel, { rule: 'platform-label', placement: 'virtual-node' })
}

/** A Pod whose controller is a DaemonSet: virtual nodes run none. */
export function daemonSetFacts(pod: Pod): PlacementFact[] {
  const index = listAt(pod, 'metadata', 'ownerReferences').findIndex(
    (owner) => textAt(owner, 'kind') === 'DaemonSet',
  )
  if (index === -1) return []
  return [
    {
      rule: 'daemon-set',
      placement: 'no',
      object: 'Pod',
      path: ['metadata', 'ownerReferences', index],
      value: textAt(pod, 'metadata', 'ownerReferences', index, 'name') ?? '',
    },
  ]
}

/** What the Pod's labels and annotation ask for, the surest first. */
export function podRequestFacts(pod: Pod): PlacementFact[] {
  const burst = textAt(pod, 'metadata', 'annotations', burstAnnotation)
  const asksForEci = { placement: 'will-be', platform: 'eci' } as const
  return [
    ...labelFacts(pod, acsLabel, { rule: 'acs-label', placement: 'will-be', platform: 'acs' }),
    ...labelFacts(pod, eciLabel, { rule: 'eci-label', ...asksForEci }),
    ...labelFacts(pod, oldEciLabel, { rule: 'old-eci-label', ...asksForEci }),
    ...(burst === 'eci_only' ? [burstFact('burst-eci-only', 'will-be', burst)] : []),
    ...(burst === 'eci' ? [burstFact('burst-eci', 'may-be', burst)] : []),
  ]
}

/** Labels that mean something to ACS only. They ask for nothing, but tell which platform the author has in mind. */
export function acsClassFacts(pod: Pod): PlacementFact[] {
  return acsClassLabels.flatMap((label): PlacementFact[] => {
    const value = textAt(pod, 'metadata', 'labels', label)
    const path = ['metadata', 'labels', label]
    return value === undefined
      ? []
      : [{ rule: 'acs-class', placement: 'may-be', platform: 'acs', object: 'Pod', path, value }]
  })
}

interface Meaning {
  readonly rule: PlacementRule
  readonly placement: Placement
  readonly platform?: Platform
}

function labelFacts(pod: Pod, label: string, meaning: Meaning): PlacementFact[] {
  if (textAt(pod, 'metadata', 'labels', label) !== 'true') return []
  return [{ ...meaning, object: 'Pod', path: ['metadata', 'labels', label], value: 'true' }]
}

function burstFact(rule: PlacementRule, placement: Placement, value: string): PlacementFact {
  const path = ['metadata', 'annotations', burstAnnotation]
  return { rule, placement, platform: 'eci', object: 'Pod', path, value }
}

/**
 * What `spec.nodeName` says. A Pod that has one is past the scheduler.
 *
 * 1. A Node that is given is virtual by its label, by its taint or by its name.
 * 2. Without it the name decides: virtual nodes are called `virtual-kubelet-<zone>`.
 */
export function nodeFacts(pod: Pod, node: Node | undefined): PlacementFact[] {
  const name = textAt(pod, 'spec', 'nodeName')
  if (name === undefined || name === '') return []
  const isNamedVirtual = name.startsWith(virtualNodeNamePrefix)
  const path = ['spec', 'nodeName']
  if (textAt(node, 'metadata', 'name') === name) {
    return isVirtual(node) || isNamedVirtual
      ? [{ rule: 'virtual-node-name', placement: 'will-be', object: 'Node', path: ['metadata'], value: name }]
      : [{ rule: 'other-node', placement: 'no', object: 'Node', path: ['metadata'], value: name }]
  }
  return isNamedVirtual
    ? [{ rule: 'virtual-node-name', placement: 'will-be', object: 'Pod', path, value: name }]
    : [{ rule: 'other-node', placement: 'no', object: 'Pod', path, value: name }]
}

function isVirtual(node: Node | undefined): boolean {
  const type = textAt(node, 'metadata', 'labels', nodeTypeLabel)
  const taints = listAt(node, 'spec', 'taints')
  return type === virtualNodeType || taints.some((taint) => textAt(taint, 'key') === virtualNodeTaint.key)
}

/**
 * What the labels of the Pod's Namespace ask for.
 *
 * A Pod that has the Namespace's label with another value (`alibabacloud.com/eci: "false"`) seems to refuse; whether the
 * platform heeds that is undocumented.
 */
export function namespaceFacts(pod: Pod, namespace: Namespace | undefined): PlacementFact[] {
  if (isOfAnother(pod, namespace)) return []
  const own = textAt(pod, 'metadata', 'labels', eciLabel)
  if (own !== undefined && own !== 'true' && asks(namespace, eciLabel, 'true')) {
    const path = ['metadata', 'labels', eciLabel]
    return [
      {
        rule: 'namespace-label-refused',
        placement: 'may-be',
        platform: 'eci',
        object: 'Pod',
        path,
        value: own,
      },
    ]
  }
  return [
    ...factsOf(namespace, eciLabel, 'true', 'namespace-label'),
    ...factsOf(namespace, oldNamespaceLabel, 'enabled', 'old-namespace-label'),
  ]
}

function isOfAnother(pod: Pod, namespace: Namespace | undefined): boolean {
  const [own, given] = [textAt(pod, 'metadata', 'namespace'), textAt(namespace, 'metadata', 'name')]
  return own !== undefined && own !== '' && given !== undefined && own !== given
}

function asks(namespace: Namespace | undefined, label: string, value: string): boolean {
  return textAt(namespace, 'metadata', 'labels', label) === value
}

function factsOf(
  namespace: Namespace | undefined,
  label: string,
  value: string,
  rule: PlacementRule,
): PlacementFact[] {
  if (!asks(namespace, label, value)) return []
  const path = ['metadata', 'labels', label]
  return [{ rule, placement: 'will-be', platform: 'eci', object: 'Namespace', path, value }]
}
