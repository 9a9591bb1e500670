export { injectWorkload } from './inject-workload.js'
export { readPodTemplate } from './read-pod-template.js'
export { reportWorkload, type WorkloadReport } from './inject-workload.js'
export type {
  CustomWorkloadKind,
  PodTemplate,
  PodTemplateOptions,
  ReadPodTemplate,
  WorkloadInjection,
  WorkloadReportRequest,
  WorkloadRequest,
} from './types.js'
