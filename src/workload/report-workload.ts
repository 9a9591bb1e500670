import { readOptions } from '../options/index.js'
import { workloadRequest } from './options.js'
import type { InjectionReport, Injector } from '../inject/types.js'
import type { Issue } from '../issue/index.js'
import type { Workload } from '../manifest/manifest-types.js'
import { readPodTemplate } from './read-pod-template.js'
import type { WorkloadReportRequest } from './types.js'

export type WorkloadReport =
  | { readonly ok: true; readonly report: InjectionReport }
  | { readonly ok: false; readonly issues: readonly Issue[] }

/**
 * Reports what injection does to the Pods of a workload, for `formatReport`.
 *
 * @example
 * const read = reportWorkload(deployment, injector, { now: new Date() })
 * if (read.ok) formatReport(read.report)
 */
export function reportWorkload(
  workload: Workload,
  injector: Injector,
  request: WorkloadReportRequest = {},
): WorkloadReport {
  const { kinds, labels, ...injection } = readOptions('reportWorkload', workloadRequest, request)
  const read = readPodTemplate(workload, { kinds, labels })
  if (!read.ok) return read
  const { resource, pod } = read.template
  return { ok: true, report: { ...injector.report(pod, injection), workload: resource } }
}
