import type { IssueCollector } from '../issue/index.js'
import type { Container, EnvVar, VolumeDevice, VolumeMount } from '../manifest/api-types.js'
import { isInjected, listOf } from './pod-subject.js'

/** `$(NAME)` in a subPathExpr, as Kubernetes expands it. */
const variableReference = /\$\(([-._a-zA-Z][-._a-zA-Z0-9]*)\)/g

/** What a sidecar gets to see of the volumes of the Pod's containers. */
export interface SharedMounts {
  readonly mounts: readonly VolumeMount[]
  /** Variables that the sub paths of the mounts refer to. */
  readonly env: readonly EnvVar[]
}

/**
 * `shareVolumePolicy: enabled`: every mount of every container of the Pod that was not injected, in order, unless its
 * mountPath is taken by the sidecar or by a mount before it. The first env var that a mount's subPathExpr names comes
 * along, also when the mount itself is left out.
 */
export function shareMounts(
  podContainers: readonly Container[],
  takenPaths: ReadonlySet<string>,
  issues: IssueCollector,
): SharedMounts {
  const taken = new Set(takenPaths)
  const mounts: VolumeMount[] = []
  const env: EnvVar[] = []
  for (const container of podContainers) {
    if (isInjected(container)) continue
    for (const mount of listOf(container.volumeMounts)) {
      env.push(...variablesOf(mount, container))
      const path = mount.mountPath ?? ''
      if (!taken.has(path)) mounts.push(mount)
      else if (takenPaths.has(path)) warnDropped(path, container, issues)
      taken.add(path)
    }
  }
  return { mounts, env }
}

/** `shareVolumeDevicePolicy: enabled`: likewise for block devices, by devicePath. */
export function shareDevices(
  podContainers: readonly Container[],
  takenPaths: ReadonlySet<string>,
  issues: IssueCollector,
): VolumeDevice[] {
  const taken = new Set(takenPaths)
  const devices: VolumeDevice[] = []
  for (const container of podContainers) {
    if (isInjected(container)) continue
    for (const device of listOf(container.volumeDevices)) {
      const path = device.devicePath ?? ''
      if (!taken.has(path)) devices.push(device)
      else if (takenPaths.has(path)) warnDropped(path, container, issues)
      taken.add(path)
    }
  }
  return devices
}

function warnDropped(path: string, container: Container, issues: IssueCollector): void {
  issues.warning(
    'mount-dropped',
    `${path} of container ${container.name ?? ''} is not shared: the sidecar has something mounted there`,
  )
}

function variablesOf(mount: VolumeMount, container: Container): EnvVar[] {
  const expression: unknown = mount.subPathExpr
  if (typeof expression !== 'string') return []
  return [...expression.matchAll(variableReference)].flatMap(([, name]) => {
    const variable = listOf(container.env).find((entry) => entry.name === name)
    return variable === undefined ? [] : [variable]
  })
}
