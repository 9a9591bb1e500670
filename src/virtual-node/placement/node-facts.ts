import type { Pod } from '../../manifest/api-types.js'
import { nodeTypeLabel, virtualNodeNamePrefix, virtualNodeTaint, virtualNodeType } from '../platform.js'
import { listAt, textAt } from '../read-path.js'
import type { Node, PlacementFact } from './types.js'

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
