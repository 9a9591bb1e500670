import type { IssueCollector } from '../../../issue/index.js'
import type { LabelSelector, SidecarSetSpec } from '../../../manifest/api-types.js'

/** The label that the platform gives to Pods on virtual nodes. */
const virtualNodeLabel = 'serverless.alibabacloud.com/virtual-node'

/** Reports an update strategy other than `NotUpdate` of a SidecarSet for virtual nodes. */
export function reportVirtualNodeFindings(spec: SidecarSetSpec, issues: IssueCollector): void {
  if (!selectsVirtualNodes(spec.selector) || spec.updateStrategy?.type === 'NotUpdate') return
  issues
    .at('updateStrategy')
    .warning(
      'update-on-virtual-node',
      'the SidecarSet selects Pods on virtual nodes, where updates of sidecars in running Pods are not documented; RollingUpdate is the default, so write type: NotUpdate',
    )
}

function selectsVirtualNodes(selector: LabelSelector | undefined): boolean {
  const { matchLabels = {}, matchExpressions = [] } = selector ?? {}
  return (
    Object.hasOwn(matchLabels, virtualNodeLabel) ||
    matchExpressions.some(
      ({ key, operator }) => key === virtualNodeLabel && (operator === 'In' || operator === 'Exists'),
    )
  )
}
