import {
  createIssueCollector,
  type FieldPath,
  type Issue,
  type ResourceId,
  toFieldPath,
} from '../issue/index.js'
import { copyPlain } from '../kubernetes/plain-data.js'
import { isJsonObject, type JsonObject, ownValue, setOwn, nonEmptyTextAt } from '../read/index.js'
import type { Pod } from '../manifest/api-types.js'
import type { Workload } from '../manifest/manifest-types.js'
import { resourceIdOf } from '../manifest/kinds.js'
import { readOptions } from '../options/index.js'
import { podTemplateOptions } from './options.js'
import { identifyPod, type PodIdentity, volumesWithClaims } from './pod-identity.js'
import type { PodTemplateOptions, ReadPodTemplate } from './types.js'
import { findWorkloadKind, type WorkloadKind } from './workload-kinds.js'

/**
 * Reads the Pod template of a workload, and makes of it the Pod that the API server would get to see.
 *
 * 1. Labels, annotations and finalizers are the template's; its name and namespace do not count, as in a cluster.
 * 2. The namespace is the workload's; without one the Pod has none either, and the request's counts.
 * 3. `generateName`, and labels that the controller adds, as far as they are known: see `identifyPod`. What else a
 *    controller adds (owner, host name, tolerations of a DaemonSet) makes no difference to injection and is left out.
 * 4. StatefulSets and CloneSets bring a volume for each of their `volumeClaimTemplates`.
 *
 * Kinds: Deployment, ReplicaSet, StatefulSet, DaemonSet, Job, CronJob, ReplicationController; of OpenKruise CloneSet,
 * StatefulSet, DaemonSet, BroadcastJob, AdvancedCronJob; Argo's Rollout; and those of `options.kinds`.
 *
 * @example
 * const read = readPodTemplate(deployment)
 * if (read.ok) injector.explain(read.template.pod)
 */
export function readPodTemplate<W extends Workload>(
  workload: W,
  given: PodTemplateOptions = {},
): ReadPodTemplate<W> {
  const options = readOptions('readPodTemplate', podTemplateOptions, given)
  const raw: unknown = workload
  if (!isJsonObject(raw)) {
    const issues = createIssueCollector()
    issues.error('wrong-type', 'a workload must be a mapping')
    return { ok: false, issues: issues.list }
  }
  const name = nonEmptyTextAt(raw, 'kind') ?? ''
  const resource = resourceIdOf(raw, name)
  const kind = findWorkloadKind(nonEmptyTextAt(raw, 'apiVersion') ?? '', name, options.kinds ?? [])
  if (kind === undefined) {
    const issues = createIssueCollector(resource, ['kind'])
    const known = 'say where the Pod template is with the option `kinds`'
    issues.error('unknown-workload', `${JSON.stringify(name)} of this apiVersion is not known; ${known}`)
    return { ok: false, issues: issues.list }
  }
  const found = findTemplate(raw, kind, resource)
  if (!found.ok) return found
  const pod = makePod(raw, found.template, kind, options)
  return {
    ok: true,
    template: { workload: copyPlain(workload), resource, path: [...found.path], pod: copyPlain(pod) },
  }
}

function makePod(
  workload: JsonObject,
  template: JsonObject,
  kind: WorkloadKind,
  options: PodTemplateOptions,
): Pod {
  const owner = ownValue(workload, 'metadata')
  const metadata = ownValue(template, 'metadata')
  const own = isJsonObject(metadata) ? metadata : {}
  const given = Object.entries(options.labels ?? {})
  const ownLabels = ownValue(own, 'labels')
  const known = new Map([...(isJsonObject(ownLabels) ? Object.entries(ownLabels) : []), ...given])
  const identity = identifyPod(workload, nonEmptyTextAt(owner, 'name') ?? '', kind.naming, known)
  const spec = makeSpec(workload, template, kind, identity)
  const pod: Readonly<Record<string, unknown>> = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      ...(identity.name === undefined ? {} : { name: identity.name }),
      ...(identity.generateName === '' ? {} : { generateName: identity.generateName }),
      ...pick(owner, 'namespace'),
      ...labelsOf(ownLabels, [...identity.labels, ...given]),
      ...pick(own, 'annotations'),
      ...pick(own, 'finalizers'),
    },
    ...(spec === undefined ? {} : { spec }),
  }
  return pod as Pod
}

/** The labels of the template and those added to it. What is no mapping stays, for injection to refuse. */
function labelsOf(own: unknown, added: PodIdentity['labels']): { readonly labels?: unknown } {
  const isAbsent = own === undefined || own === null
  if (added.length === 0 || !(isAbsent || isJsonObject(own))) return isAbsent ? {} : { labels: own }
  const labels: Record<string, unknown> = isAbsent ? {} : { ...own }
  for (const [key, value] of added) setOwn(labels, key, value)
  return { labels }
}

function makeSpec(
  workload: JsonObject,
  template: JsonObject,
  kind: WorkloadKind,
  { name, generateName }: PodIdentity,
): unknown {
  const spec = ownValue(template, 'spec')
  if (!isJsonObject(spec)) return spec
  const volumes = volumesWithClaims(workload, spec, kind.naming, name ?? generateName)
  return volumes === ownValue(spec, 'volumes') ? spec : { ...spec, volumes }
}

function pick(from: unknown, key: string): Readonly<Record<string, unknown>> {
  const value = isJsonObject(from) ? ownValue(from, key) : undefined
  return value === undefined || value === null ? {} : { [key]: value }
}

/** The mapping that is a Pod template, and where it was found. */
export type FoundTemplate =
  | { readonly ok: true; readonly template: JsonObject; readonly path: FieldPath }
  | { readonly ok: false; readonly issues: readonly Issue[] }

/** Finds the Pod template in a workload of a known kind. */
function findTemplate(workload: JsonObject, kind: WorkloadKind, resource: ResourceId): FoundTemplate {
  const issues = createIssueCollector(resource)
  for (const path of kind.templatePaths) {
    const found = valueAt(workload, path)
    if (found.value === undefined || found.value === null) continue
    if (isJsonObject(found.value)) return { ok: true, template: found.value, path }
    issues.at(...found.path).error('wrong-type', 'must be a mapping')
    return { ok: false, issues: issues.list }
  }
  const places = kind.templatePaths.map(toFieldPath).join(' or ')
  issues
    .at(...(kind.templatePaths[0] ?? []))
    .error('no-pod-template', `there is no Pod template at ${places}${whereInstead(workload)}`)
  return { ok: false, issues: issues.list }
}

/** The value at a path; where the way to it leads through what is neither mapping nor list, that. */
function valueAt(root: unknown, path: FieldPath): { readonly value: unknown; readonly path: FieldPath } {
  let value = root
  for (const [index, segment] of path.entries()) {
    if (value === undefined || value === null) break
    if (Array.isArray(value)) value = value[Number(segment)] as unknown
    else if (isJsonObject(value)) value = ownValue(value, String(segment))
    else return { value, path: path.slice(0, index) }
  }
  return { value, path }
}

/** Argo's Rollout may use the template of another workload. */
function whereInstead(workload: JsonObject): string {
  const spec = ownValue(workload, 'spec')
  const ref = isJsonObject(spec) ? ownValue(spec, 'workloadRef') : undefined
  if (ref === undefined) return ''
  const target = [nonEmptyTextAt(ref, 'kind'), nonEmptyTextAt(ref, 'name')]
    .filter((part) => part !== undefined)
    .join(' ')
  return `; it uses that of ${target} (spec.workloadRef), so ask about that one`
}
