import type { FieldPath } from '../issue/index.js'
import { isJsonObject, ownValue, setOwn, type JsonObject } from '../kubernetes/own-entry.js'
import type { Pod, Volume } from '../manifest/api-types.js'
import type { Workload } from '../manifest/manifest-types.js'
import type { PodTemplate } from './types.js'

/**
 * The workload with what injection did to its Pod done to its template instead: annotations and spec. Whatever the
 * controller adds to Pods stays out of the template, and the template's own fields stay as they were: a Job keeps its
 * restartPolicy. Branches that did not change are shared with the input.
 */
export function renderWorkload<W extends Workload>(
  { workload, path, pod: before }: PodTemplate<W>,
  after: Pod,
): W {
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
