import type { ShapeName } from './schema/check-shape.js'
import type { ResourceId } from '../issue/index.js'
import { nonEmptyTextAt, type JsonObject } from '../read/index.js'

/** The lists of `Manifests` that a manifest can be put in. */
export type Bucket =
  | 'sidecarSets'
  | 'resourceBindings'
  | 'pods'
  | 'workloads'
  | 'namespaces'
  | 'controllerRevisions'
  | 'configMaps'
  | 'secrets'
  | 'others'

/** A kind this library reads, in the API versions it reads it in. */
export interface KnownKind {
  readonly kind: string
  /** Empty for Kubernetes' core group. */
  readonly group: string
  readonly versions: readonly string[]
  readonly bucket: Exclude<Bucket, 'others'>
  readonly shape: ShapeName
}

const kruise = 'apps.kruise.io'

/** Every kind that does not go to `others`. */
export const knownKinds: readonly KnownKind[] = [
  known('sidecarSets', 'SidecarSet', kruise, ['v1alpha1'], 'SidecarSet.v1alpha1'),
  known('sidecarSets', 'SidecarSet', kruise, ['v1beta1'], 'SidecarSet.v1beta1'),
  known(
    'resourceBindings',
    'SidecarSetResourceBinding',
    'sidecarset.alibabacloud.com',
    ['v1alpha1'],
    'SidecarSetResourceBinding',
  ),
  known('pods', 'Pod', '', ['v1'], 'Pod'),
  known('namespaces', 'Namespace', '', ['v1'], 'Namespace'),
  known('configMaps', 'ConfigMap', '', ['v1'], 'ConfigMap'),
  known('secrets', 'Secret', '', ['v1'], 'Secret'),
  known('controllerRevisions', 'ControllerRevision', 'apps', ['v1'], 'ControllerRevision'),
  workload('Deployment', 'apps', ['v1']),
  workload('ReplicaSet', 'apps', ['v1']),
  workload('StatefulSet', 'apps', ['v1']),
  workload('DaemonSet', 'apps', ['v1']),
  workload('ReplicationController', '', ['v1']),
  workload('Job', 'batch', ['v1']),
  workload('CronJob', 'batch', ['v1', 'v1beta1'], 'CronJob'),
  workload('CloneSet', kruise, ['v1alpha1', 'v1beta1']),
  workload('StatefulSet', kruise, ['v1alpha1', 'v1beta1']),
  workload('DaemonSet', kruise, ['v1alpha1', 'v1beta1']),
  workload('BroadcastJob', kruise, ['v1alpha1', 'v1beta1']),
  workload('AdvancedCronJob', kruise, ['v1alpha1', 'v1beta1'], 'AdvancedCronJob'),
  workload('Rollout', 'argoproj.io', ['v1alpha1']),
]

function known(
  bucket: KnownKind['bucket'],
  kind: string,
  group: string,
  versions: readonly string[],
  shape: ShapeName,
): KnownKind {
  return { kind, group, versions, bucket, shape }
}

function workload(
  kind: string,
  group: string,
  versions: readonly string[],
  shape: ShapeName = 'TemplateWorkload',
): KnownKind {
  return known('workloads', kind, group, versions, shape)
}

/** What an apiVersion and a kind amount to. */
export type Classification =
  | { readonly outcome: 'known'; readonly known: KnownKind }
  | { readonly outcome: 'unknown' }
  | { readonly outcome: 'unsupported-version'; readonly supported: readonly string[] }

/**
 * Looks a manifest's kind up.
 *
 * | kind            | group                                     | version | outcome             |
 * | --------------- | ----------------------------------------- | ------- | ------------------- |
 * | in the table    | of that kind                              | listed  | known               |
 * | in the table    | of that kind                              | another | unsupported-version |
 * | in the table    | Kubernetes' own (`apps`, no dot)          | any     | unsupported-version |
 * | `SidecarSet...` | any other                                 | any     | unsupported-version |
 * | in the table    | any other: somebody's kind of that name   | any     | unknown             |
 * | not there       | any                                       | any     | unknown             |
 *
 * The fourth row is for typing errors: a SidecarSet that is overlooked injects nothing, and nobody notices.
 */
export function classifyKind(apiVersion: string, kind: string): Classification {
  const slash = apiVersion.indexOf('/')
  const group = slash === -1 ? '' : apiVersion.slice(0, slash)
  const version = apiVersion.slice(slash + 1)
  const ofKind = knownKinds.filter((entry) => entry.kind === kind)
  const exact = ofKind.find((entry) => entry.group === group && entry.versions.includes(version))
  if (exact !== undefined) return { outcome: 'known', known: exact }
  const isMeant =
    !group.includes('.') || kind.startsWith('SidecarSet') || ofKind.some((entry) => entry.group === group)
  if (ofKind.length === 0 || !isMeant) return { outcome: 'unknown' }
  return { outcome: 'unsupported-version', supported: ofKind.flatMap(apiVersionsOf) }
}

function apiVersionsOf(entry: KnownKind): string[] {
  return entry.versions.map((version) => (entry.group === '' ? version : `${entry.group}/${version}`))
}

/** Names a manifest for issues, as far as it says who it is. */
export function resourceIdOf(manifest: JsonObject, kind: string): ResourceId {
  const name = nonEmptyTextAt(manifest, 'metadata', 'name') ?? ''
  const namespace = nonEmptyTextAt(manifest, 'metadata', 'namespace')
  return namespace === undefined ? { kind, name } : { kind, namespace, name }
}
