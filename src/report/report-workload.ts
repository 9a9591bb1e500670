import type { InjectionReport, ReportRequest } from '../inject/report-types.js'
import type { Injector } from '../inject/types.js'
import type { Issue, ResourceId } from '../issue/index.js'
import type { Pod } from '../manifest/api-types.js'
import type { Workload } from '../manifest/manifest-types.js'
import { readOptions } from '../options/index.js'
import { readPodTemplate } from '../workload/read-pod-template.js'
import type { PodTemplateOptions } from '../workload/types.js'
import { objectAt } from '../read/index.js'
import { workloadReportRequest } from './options.js'
import { withWorkloadHints } from './workload-hints.js'

export type WorkloadReport =
  | { readonly ok: true; readonly report: InjectionReport }
  | { readonly ok: false; readonly issues: readonly Issue[] }

/** What a report about a workload depends on. */
export interface WorkloadReportRequest extends ReportRequest, PodTemplateOptions {}

/**
 * Reports what injection does to the Pods of a workload, for `formatReport`.
 *
 * A template that asks for a virtual node is taken as its Pods are after scheduling there, and the report says so; where
 * the scheduler decides, and it makes a difference, `onVirtualNode` of the report has the other answer.
 *
 * @example
 * const read = reportWorkload(deployment, injector)
 * if (read.ok) formatReport(read.report)
 */
export function reportWorkload(
  workload: Workload,
  injector: Injector,
  request: WorkloadReportRequest = {},
): WorkloadReport {
  const { kinds, labels: added, ...rest } = readOptions('reportWorkload', workloadReportRequest, request)
  const read = readPodTemplate(workload, { kinds, labels: added })
  if (!read.ok) return read
  const { resource, pod } = read.template
  const asked = resource.kind === 'DaemonSet' ? ownedBy(pod, resource) : pod
  const report = injector.report(asked, { ...rest, virtualNode: rest.virtualNode ?? 'auto' })
  const labels = objectAt(workload, 'metadata', 'labels')
  return { ok: true, report: withWorkload(withWorkloadHints(report, resource, labels), resource) }
}

/** A Pod of a DaemonSet is told by its owner. It matters: virtual nodes run none. */
function ownedBy(pod: Pod, { kind, name }: ResourceId): Pod {
  const owner = { apiVersion: 'apps/v1', kind, name, uid: '', controller: true }
  return { ...pod, metadata: { ...pod.metadata, ownerReferences: [owner] } }
}

function withWorkload(report: InjectionReport, workload: ResourceId): InjectionReport {
  const { onVirtualNode } = report
  return {
    ...report,
    workload,
    ...(onVirtualNode && { onVirtualNode: withWorkload(onVirtualNode, workload) }),
  }
}
