import {
  applyPatch,
  type InjectionResult,
  type Injector,
  injectWorkload,
  type Issue,
  type Namespace,
  type Pod,
  readPodTemplate,
  type ResourceId,
  safeParseManifests,
  type Workload,
} from '../../index.js'
import { isMapping, isSame, type Mapping } from '../edit/values.js'
import { userLimits } from '../input/read-manifests.js'
import { labelsOfPlace, type PlaceChoice } from './virtual-node.js'

/** What injection into manifests depends on. */
export interface InjectSettings {
  readonly injector: Injector
  readonly namespaces: readonly Namespace[]
  readonly namespace: string
  readonly now: string
  readonly place: PlaceChoice
}

/** What became of one Pod or workload. */
export interface InjectedObject {
  readonly resource: ResourceId
  readonly apiVersion: string
  readonly result: Pick<InjectionResult, 'allowed' | 'changed' | 'decisions' | 'issues'>
  /** Containers and volumes that came in. */
  readonly added: { readonly containers: number; readonly volumes: number }
  /** JSON Patch of the manifest. */
  readonly patch: InjectionResult['patch']
}

/** A value of a document after injection: a manifest, or a list of some. */
export interface InjectedValue {
  readonly value: unknown
  readonly objects: readonly InjectedObject[]
  /** Why something could not be read. */
  readonly issues: readonly Issue[]
}

/** Injects a manifest, or every manifest of a `List`. Other kinds stay as they are. */
export function injectValue(value: unknown, settings: InjectSettings): InjectedValue {
  if (!isMapping(value)) return unchanged(value)
  const kind = typeof value['kind'] === 'string' ? value['kind'] : ''
  const items = value['items']
  if (kind.endsWith('List') && Array.isArray(items)) return injectList(value, items, kind, settings)
  return injectManifest(value, settings)
}

function unchanged(value: unknown, issues: readonly Issue[] = []): InjectedValue {
  return { value, objects: [], issues }
}

/** The items of a PodList say no kind of their own. */
function injectList(
  list: Mapping,
  items: readonly unknown[],
  kind: string,
  settings: InjectSettings,
): InjectedValue {
  const inherited = kind === 'List' ? {} : { apiVersion: list['apiVersion'], kind: kind.slice(0, -4) }
  const injected = items.map((item) => {
    if (!isMapping(item) || item['kind'] !== undefined) return injectValue(item, settings)
    const result = injectValue({ ...inherited, ...item }, settings)
    const { apiVersion: _version, kind: _kind, ...value } = result.value as Record<string, unknown>
    return {
      ...result,
      value: { ...(item['apiVersion'] === undefined ? {} : { apiVersion: item['apiVersion'] }), ...value },
    }
  })
  return {
    value: { ...list, items: injected.map(({ value }) => value) },
    objects: injected.flatMap(({ objects }) => objects),
    issues: injected.flatMap(({ issues }) => issues),
  }
}

function injectManifest(value: object, settings: InjectSettings): InjectedValue {
  const { manifests, issues } = safeParseManifests(value, userLimits)
  const errors = issues.filter(({ severity }) => severity === 'error')
  if (errors.length > 0) return unchanged(value, errors)
  const [pod] = manifests.pods
  if (pod !== undefined) return injectPod(pod, settings)
  const [workload] = manifests.workloads
  return workload === undefined ? unchanged(value) : injectTemplate(workload, settings)
}

/** The platform's labels are the platform's to set: they count for what is injected, and are not written. */
function injectPod(pod: Pod, { injector, namespaces, namespace, now, place }: InjectSettings): InjectedValue {
  const labels = labelsOfPlace(pod, place, namespaces)
  const placed = { ...pod, metadata: { ...pod.metadata, labels: { ...pod.metadata?.labels, ...labels } } }
  const request = { namespace: pod.metadata?.namespace ?? namespace, now }
  const result = injector.inject(Object.keys(labels).length === 0 ? pod : placed, request)
  const patch = result.patch.filter(isForManifest)
  const value = result.changed ? applyPatch(pod, patch) : pod
  const id = idOf(pod, 'Pod', namespace)
  return injectedAs(value, { id, before: pod, after: result.pod, result, patch })
}

/** The namespace of a manifest that names none is chosen by whoever applies it. */
function isForManifest({ path }: { readonly path: string }): boolean {
  return path !== '/metadata/namespace'
}

function injectTemplate(workload: Workload, settings: InjectSettings): InjectedValue {
  const { injector, namespaces, namespace, now, place } = settings
  const read = readPodTemplate(workload)
  if (!read.ok) return unchanged(workload, read.issues)
  const labels = labelsOfPlace(read.template.pod, place, namespaces)
  const request = { namespace: workload.metadata?.namespace ?? namespace, now, labels }
  const injection = injectWorkload(workload, injector, request)
  if (!injection.ok) return unchanged(workload, injection.issues)
  const { result, template } = injection
  const prefix = template.path.map((segment) => `/${escapePointer(String(segment))}`).join('')
  const patch = result.patch
    .filter(isForManifest)
    .map((operation) => ({ ...operation, path: `${prefix}${operation.path}` }))
  return injectedAs(injection.workload, {
    id: idOf(workload, workload.kind ?? '', namespace),
    before: template.pod,
    after: result.pod,
    result,
    patch: isPatchOf(workload, patch, injection.workload) ? patch : replaceSpec(workload, injection.workload),
  })
}

/** Paths into the Pod are those into the template, except where the controller adds volumes to Pods. */
function isPatchOf(before: Workload, patch: InjectionResult['patch'], after: Workload): boolean {
  try {
    return isSame(applyPatch(before, patch), after)
  } catch {
    return false
  }
}

function replaceSpec(before: Workload, { spec }: Workload): InjectionResult['patch'] {
  return isSame(before.spec, spec) ? [] : [{ op: 'replace', path: '/spec', value: spec }]
}

interface Injected {
  readonly id: Pick<InjectedObject, 'resource' | 'apiVersion'>
  readonly before: Pod
  readonly after: Pod
  readonly result: InjectionResult
  readonly patch: InjectionResult['patch']
}

function injectedAs(value: unknown, { id, before, after, result, patch }: Injected): InjectedValue {
  const count = (pod: Pod): number =>
    (pod.spec?.containers?.length ?? 0) + (pod.spec?.initContainers?.length ?? 0)
  const added = {
    containers: count(after) - count(before),
    volumes: (after.spec?.volumes?.length ?? 0) - (before.spec?.volumes?.length ?? 0),
  }
  const { allowed, changed, decisions, issues } = result
  return {
    value,
    objects: [{ ...id, added, patch, result: { allowed, changed, decisions, issues } }],
    issues: [],
  }
}

function idOf(
  { apiVersion, metadata }: Pod | Workload,
  kind: string,
  namespace: string,
): Pick<InjectedObject, 'resource' | 'apiVersion'> {
  const where = metadata?.namespace ?? namespace
  const name = metadata?.name ?? metadata?.generateName ?? ''
  return {
    apiVersion: apiVersion ?? 'v1',
    resource: { kind, namespace: where, name },
  }
}

function escapePointer(segment: string): string {
  return segment.replace(/~/g, '~0').replace(/\//g, '~1')
}
