import { findPodIssues } from '../check/check-pod.js'
import { namespaceOf } from '../check/subject.js'
import { compiledOf } from '../inject/injector.js'
import type { InjectionResult, Injector } from '../inject/types.js'
import type { FieldPath } from '../issue/index.js'
import { copyPlain } from '../kubernetes/plain-data.js'
import { isJsonObject, type JsonObject, ownValue, setOwn, textAt } from '../read/index.js'
import type { Pod, Volume } from '../manifest/api-types.js'
import type { Workload } from '../manifest/manifest-types.js'
import { readOptions } from '../options/index.js'
import { workloadRequest } from './options.js'
import { readPodTemplate } from './read-pod-template.js'
import type { PodTemplate, WorkloadInjection, WorkloadRequest } from './types.js'

/**
 * Previews injection for the Pods of a workload, and renders the workload with its template injected.
 *
 * 1. `result` is what injection does to the Pod of the template (see `readPodTemplate`): what would happen in a cluster.
 * 2. `workload` is for tools that render: it carries the sidecars in its template, and the annotations that say so. Its
 *    Pods need no injection any more; where a cluster injects them all the same, they stay as they are.
 * 3. The issues of `result` are those of `checkPod` too: a Job that never ends, a Pod that the API server refuses.
 * 4. Where the Pod is refused, or nothing is to be injected, `workload` equals the input. It shares nothing with it.
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
  const injected = injector.inject(template.pod, injection)
  const result = withPodIssues(template.pod, injected, injector)
  const rendered = result.changed ? renderWorkload(template, result.pod) : workload
  return { ok: true, template, result, workload: copyPlain(rendered) }
}

/** What goes wrong with the Pod that comes out, behind what injection has to say. */
function withPodIssues(before: Pod, result: InjectionResult, injector: Injector): InjectionResult {
  if (!result.changed) return result
  const compiled = compiledOf(injector)
  const found = findPodIssues(result.pod, {
    before,
    profile: injector.profile,
    sidecarTerminator: compiled?.sidecarTerminator,
    webhookNamespaceSelector: compiled?.webhookNamespaceSelector,
    namespace: compiled && namespaceOf(compiled, textAt(result.pod, 'metadata', 'namespace') ?? ''),
  })
  return found.length === 0 ? result : { ...result, issues: [...result.issues, ...found] }
}

/**
 * The workload with what injection did to its Pod done to its template instead: annotations and spec. Whatever the
 * controller adds to Pods stays out of the template, and the template's own fields stay as they were: a Job keeps its
 * restartPolicy. Branches that did not change are shared with the input.
 */
function renderWorkload<W extends Workload>({ workload, path, pod: before }: PodTemplate<W>, after: Pod): W {
  return replaceAt(workload, path, (template) => ({
    ...template,
    ...annotationsOf(template, before, after),
    ...(after.spec === before.spec ? {} : { spec: specOf(template, before, after) }),
  })) as W
}

function annotationsOf(template: JsonObject, before: Pod, after: Pod): { readonly metadata?: unknown } {
  const annotations = after.metadata?.annotations
  if (annotations === before.metadata?.annotations) return {}
  const metadata = ownValue(template, 'metadata')
  return { metadata: { ...(isJsonObject(metadata) ? metadata : {}), annotations } }
}

/** Volumes of claims are the controller's to add; injection adds its own behind those of the Pod. */
function specOf(template: JsonObject, before: Pod, after: Pod): unknown {
  const own = ownValue(template, 'spec')
  if (before.spec === own) return after.spec
  const { volumes: _all, ...spec } = after.spec ?? {}
  const ownVolumes = isJsonObject(own) ? ownValue(own, 'volumes') : undefined
  const injected = (after.spec?.volumes ?? []).slice(before.spec?.volumes?.length ?? 0)
  const volumes = [...(Array.isArray(ownVolumes) ? (ownVolumes as readonly Volume[]) : []), ...injected]
  return volumes.length === 0 ? spec : { ...spec, volumes }
}

function replaceAt(root: unknown, path: FieldPath, replace: (found: JsonObject) => JsonObject): unknown {
  const [segment, ...rest] = path
  if (segment === undefined) return replace(isJsonObject(root) ? root : {})
  if (Array.isArray(root)) {
    const copy: unknown[] = [...(root as readonly unknown[])]
    copy[Number(segment)] = replaceAt(copy[Number(segment)], rest, replace)
    return copy
  }
  const parent = isJsonObject(root) ? root : {}
  const copy: Record<string, unknown> = { ...parent }
  setOwn(copy, String(segment), replaceAt(ownValue(parent, String(segment)), rest, replace))
  return copy
}
