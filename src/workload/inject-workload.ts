import { readOptions } from '../options/index.js'
import { workloadRequest } from './options.js'
import { copyPlain } from '../kubernetes/copy-plain.js'
import type { Injector } from '../inject/types.js'
import type { Workload } from '../manifest/manifest-types.js'
import { readPodTemplate } from './read-pod-template.js'
import { renderWorkload } from './render-workload.js'
import type { WorkloadInjection, WorkloadRequest } from './types.js'

/**
 * Previews injection for the Pods of a workload, and renders the workload with its template injected.
 *
 * 1. `result` is what injection does to the Pod of the template (see `readPodTemplate`): what would happen in a cluster.
 * 2. `workload` is for tools that render: it carries the sidecars in its template, and the annotations that say so. Its
 *    Pods need no injection any more; where a cluster injects them all the same, they stay as they are.
 * 3. Where the Pod is refused, or nothing is to be injected, `workload` equals the input. It shares nothing with it.
 *
 * @param workload it is not changed
 * @example
 * const injection = injectWorkload(deployment, injector, { now: '2026-01-01T00:00:00Z' })
 * if (injection.ok) formatYaml(injection.workload) // with the sidecars in spec.template
 */
export function injectWorkload<W extends Workload>(
  workload: W,
  injector: Injector,
  request: WorkloadRequest,
): WorkloadInjection<W> {
  const { kinds, labels, ...injection } = readOptions('injectWorkload', workloadRequest, request)
  const read = readPodTemplate(workload, { kinds, labels })
  if (!read.ok) return read
  const { template } = read
  const result = injector.inject(template.pod, injection)
  const rendered = result.changed ? renderWorkload(template, result.pod) : workload
  return { ok: true, template, result, workload: copyPlain(rendered) }
}
