export { createInjector } from './create-injector.js'
export { reportWorkload, type WorkloadReport, type WorkloadReportRequest } from './report-workload.js'
