import type { IssueCollector } from '../../../issue/index.js'
import type { LabelSelector, SidecarSetSpec } from '../../../manifest/api-types.js'
import { virtualNodeLabel } from '../../../virtual-node/platform.js'

/** Reports an update strategy other than `NotUpdate` of a SidecarSet for virtual nodes. */
export function reportVirtualNodeFindings(spec: SidecarSetSpec, issues: IssueCollector): void {
  if (!selectsVirtualNodes(spec.selector) || spec.updateStrategy?.type === 'NotUpdate') return
  issues
    .at('updateStrategy')
    .warning(
      'update-on-virtual-node',
      'the SidecarSet selects Pods on virtual nodes; the vendor shows type: NotUpdate there and says nothing of updates of running Pods, and RollingUpdate is the default: write NotUpdate, or try out the update first',
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
