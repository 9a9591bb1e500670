export { injectWorkload } from './inject-workload.js'
export { readPodTemplate } from './read-pod-template.js'
export type {
  CustomWorkloadKind,
  PodTemplate,
  PodTemplateOptions,
  ReadPodTemplate,
  WorkloadInjection,
  WorkloadRequest,
} from './types.js'
