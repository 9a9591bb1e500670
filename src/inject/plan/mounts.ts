import type { IssueCollector } from '../../issue/index.js'
import type { Container, EnvVar, VolumeDevice, VolumeMount } from '../../manifest/api-types.js'
import type { Copy } from '../compile/container-template.js'
import { isInjected, listOf } from '../pod.js'
import type { Found } from './env.js'

/** `$(NAME)` in a subPathExpr, as Kubernetes expands it. */
const variableReference = /\$\(([-._a-zA-Z][-._a-zA-Z0-9]*)\)/g

/** What a sidecar gets to see of the volumes of the Pod's containers. */
export interface SharedMounts {
  readonly mounts: readonly Copy<VolumeMount>[]
  /** Variables that the sub paths of the mounts refer to. */
  readonly env: readonly Found<EnvVar>[]
}

/** What a path of a container shows: a volume, or a part of it. */
interface PathContent {
  readonly kind: 'mount' | 'device'
  readonly volume: unknown
  readonly subPath?: unknown
  readonly subPathExpr?: unknown
}

/** What stands at each path that nothing shared may take. */
export type TakenPaths = ReadonlyMap<string, PathContent>

/** The paths of mounts and devices, and what they show. */
export function takePaths(mounts: readonly VolumeMount[], devices: readonly VolumeDevice[]): TakenPaths {
  return new Map([
    ...mounts.map((mount) => [mount.mountPath ?? '', contentOfMount(mount)] as const),
    ...devices.map((device) => [device.devicePath ?? '', contentOfDevice(device)] as const),
  ])
}

function contentOfMount({ name, subPath, subPathExpr }: VolumeMount): PathContent {
  return { kind: 'mount', volume: name, subPath: subPath ?? '', subPathExpr: subPathExpr ?? '' }
}

function contentOfDevice({ name }: VolumeDevice): PathContent {
  return { kind: 'device', volume: name }
}

/**
 * `shareVolumePolicy: enabled`: every mount of every container of the Pod that was not injected, in order, unless its
 * mountPath is taken by the sidecar or by a mount before it. The first env var that a mount's subPathExpr names comes
 * along, also when the mount itself is left out. A warning says so where the sidecar sees something else at that path.
 */
export function shareMounts(
  podContainers: readonly Container[],
  takenPaths: TakenPaths,
  issues: IssueCollector,
): SharedMounts {
  const sources = podContainers.filter((container) => !isInjected(container))
  const found = sources.flatMap((container) =>
    listOf(container.volumeMounts).map((value) => ({
      value,
      path: value.mountPath ?? '',
      content: contentOfMount(value),
      container: container.name ?? '',
    })),
  )
  return {
    mounts: takeFreePaths(found, takenPaths, issues),
    // One index for each container: a path may name many variables, and an env may have many.
    env: sources.flatMap((container) => {
      const variables = firstVariables(container)
      return listOf(container.volumeMounts).flatMap((mount) => variablesOf(mount, container, variables))
    }),
  }
}

/** `shareVolumeDevicePolicy: enabled`: likewise for block devices, by devicePath. */
export function shareDevices(
  podContainers: readonly Container[],
  takenPaths: TakenPaths,
  issues: IssueCollector,
): readonly Copy<VolumeDevice>[] {
  const sources = podContainers.filter((container) => !isInjected(container))
  const found = sources.flatMap((container) =>
    listOf(container.volumeDevices).map((value) => ({
      value,
      path: value.devicePath ?? '',
      content: contentOfDevice(value),
      container: container.name ?? '',
    })),
  )
  return takeFreePaths(found, takenPaths, issues)
}

/** A mount or a device of the Pod, and where it was found. */
interface FoundPath<T> extends Found<T> {
  readonly path: string
  readonly content: PathContent
}

function takeFreePaths<T>(
  found: readonly FoundPath<T>[],
  takenPaths: TakenPaths,
  issues: IssueCollector,
): readonly Copy<T>[] {
  const taken = new Map(takenPaths)
  return found.map(({ value, path, content, container }) => {
    const there = taken.get(path)
    if (there === undefined) taken.set(path, content)
    else if (!showsTheSame(there, content)) {
      const place = `${path} of container ${container}`
      issues.warning('mount-dropped', `${place} is not shared: the sidecar has something else there`)
    }
    return { value, container, isTaken: there === undefined }
  })
}

function showsTheSame(a: PathContent, b: PathContent): boolean {
  return (
    a.kind === b.kind && a.volume === b.volume && a.subPath === b.subPath && a.subPathExpr === b.subPathExpr
  )
}

/** The variables of a container by name, the first of each. */
type FirstVariables = ReadonlyMap<unknown, EnvVar>

function firstVariables({ env }: Container): FirstVariables {
  const byName = new Map<unknown, EnvVar>()
  for (const variable of listOf(env)) if (!byName.has(variable.name)) byName.set(variable.name, variable)
  return byName
}

function variablesOf(
  { mountPath = '', subPathExpr }: VolumeMount,
  { name: container = '' }: Container,
  variables: FirstVariables,
): Found<EnvVar>[] {
  const expression: unknown = subPathExpr
  if (typeof expression !== 'string') return []
  return [...expression.matchAll(variableReference)].flatMap(([, name]) => {
    const value = variables.get(name)
    return value === undefined ? [] : [{ value, container, mountPath }]
  })
}
