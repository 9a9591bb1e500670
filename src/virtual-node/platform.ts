// What the platform and its users write on Pods, Namespaces and nodes. The facts are those of Alibaba Cloud's public
// documentation of ACK, ECI and ACS.

/** What runs the Pods of a virtual node: Elastic Container Instance or Container Compute Service. */
export type Platform = 'eci' | 'acs'

export { virtualNodeLabel } from '../sidecarset/annotation-names.js'

/** Label of Pods and Namespaces that asks for ECI. */
export const eciLabel = 'alibabacloud.com/eci'
/** The old name of that label, on Pods only. */
export const oldEciLabel = 'eci'
/** Label of Pods that asks for ACS. */
export const acsLabel = 'alibabacloud.com/acs'
/** Label of Namespaces that asks for ECI, in its old form. Its value is `enabled`. */
export const oldNamespaceLabel = 'virtual-node-affinity-injection'
/** Labels of Pods that only ACS reads. */
export const acsClassLabels = ['alibabacloud.com/compute-class', 'alibabacloud.com/compute-qos'] as const
/** Annotation of Pods that asks for ECI. Deprecated. */
export const burstAnnotation = 'alibabacloud.com/burst-resource'

/** Label of virtual nodes, which selectors of Pods name. */
export const nodeTypeLabel = 'type'
export const virtualNodeType = 'virtual-kubelet'
/** The taint of virtual nodes; its effect is NoSchedule. */
export const virtualNodeTaint = {
  key: 'virtual-kubelet.io/provider',
  value: 'alibabacloud',
  effect: 'NoSchedule',
} as const
/** How the names of virtual nodes begin; the zone follows. */
export const virtualNodeNamePrefix = 'virtual-kubelet-'
