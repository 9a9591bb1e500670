import { reportRequest } from '../inject/options.js'
import type { OptionTable } from '../options/index.js'
import { podTemplateOptions } from '../workload/options.js'
import type { WorkloadReportRequest } from './report-workload.js'

/** What `reportWorkload` takes. */
export const workloadReportRequest: OptionTable<WorkloadReportRequest> = {
  ...reportRequest,
  ...podTemplateOptions,
}
