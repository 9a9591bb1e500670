import { requestOptions } from '../inject/options.js'
import type { OptionTable } from '../options/index.js'
import type { PodTemplateOptions, WorkloadRequest } from './types.js'

/** What `readPodTemplate` takes. */
export const podTemplateOptions: OptionTable<PodTemplateOptions> = {
  kinds: { kind: 'list', of: 'kinds with the path of their Pod template' },
  labels: { kind: 'object', of: 'a mapping of labels' },
}

/** What `injectWorkload` takes. */
export const workloadRequest: OptionTable<WorkloadRequest> = { ...requestOptions, ...podTemplateOptions }
