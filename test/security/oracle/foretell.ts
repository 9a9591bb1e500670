import { hasForbiddenSlash, leadsOut, mayHave, referencesIn } from './law.js'
import type { Cluster, Container, Mount, Pod, SidecarSet, Volume } from './manifests.js'

/** What the law says of one Pod before anybody injects anything, with every matching SidecarSet in it. */
export interface Foretold {
  readonly matching: readonly SidecarSet[]
  /** SidecarSets that the law forbids in this company. */
  readonly offenders: ReadonlySet<string>
  /** SidecarSets that v1.3.0 cannot inject, since a container mounts a volume that they do not have. */
  readonly crashing: ReadonlySet<string>
  /** Whether a container of the app mounts a volume that leads out of the namespace. */
  readonly exposes: boolean
}

/** Injects by hand, just far enough to see which container mounts which volume. */
export function foretell(cluster: Cluster, pod: Pod, podNamespace: string): Foretold {
  const matching = cluster.sidecarSets.filter((set) => matches(set, pod)).sort(byName)
  const volumes = volumesOfResult(pod, matching)
  const offenders = matching.filter(
    (set) =>
      hasForbiddenSlash(set, volumesBrought(set)) ||
      // What it brings counts even where a volume of the same name takes its place.
      volumesBrought(set).some((volume) => forbids(volume, set.metadata.name)) ||
      mountsOf(set, pod).some((mount) => {
        const volume = volumes.get(mount.name)
        return volume !== undefined && forbids(volume, set.metadata.name)
      }),
  )
  function forbids(volume: Volume, sidecarSet: string): boolean {
    return referencesIn(volume).some((reference) => !mayHave(cluster, sidecarSet, podNamespace, reference))
  }
  const mountedByApp = appContainers(pod).flatMap(({ volumeMounts = [] }) => volumeMounts)
  return {
    matching,
    offenders: new Set(offenders.map(({ metadata }) => metadata.name)),
    crashing: new Set(matching.filter(mountsWhatItLacks).map(({ metadata }) => metadata.name)),
    exposes: mountedByApp.some(({ name }) => {
      const volume = volumes.get(name)
      return volume !== undefined && referencesIn(volume).some((found) => leadsOut(found, podNamespace))
    }),
  }
}

function matches({ spec }: SidecarSet, pod: Pod): boolean {
  return (
    spec.injectionStrategy?.paused !== true &&
    Object.entries(spec.selector.matchLabels).every(([key, value]) => pod.metadata.labels[key] === value)
  )
}

function byName(a: SidecarSet, b: SidecarSet): number {
  return a.metadata.name < b.metadata.name ? -1 : 1
}

function containersOf({ spec }: SidecarSet): Container[] {
  return [...spec.initContainers, ...spec.containers]
}

function appContainers(pod: Pod): Container[] {
  const { initContainers = [], containers, ephemeralContainers = [] } = pod.spec
  return [...initContainers, ...containers, ...ephemeralContainers]
}

function volumesBrought(set: SidecarSet): Volume[] {
  const mounted = new Set(
    containersOf(set).flatMap(({ volumeMounts = [] }) => volumeMounts.map(({ name }) => name)),
  )
  return set.spec.volumes.filter(({ name }) => mounted.has(name))
}

/** The Pod's own volume wins, then that of the first SidecarSet by name. */
function volumesOfResult(pod: Pod, sets: readonly SidecarSet[]): Map<string, Volume> {
  const volumes = new Map<string, Volume>()
  for (const volume of [...(pod.spec.volumes ?? []), ...sets.flatMap(volumesBrought)])
    if (!volumes.has(volume.name)) volumes.set(volume.name, volume)
  return volumes
}

/** Own mounts, and for those that share, every mount of the app's ordinary containers. */
function mountsOf(set: SidecarSet, pod: Pod): Mount[] {
  const own = containersOf(set).flatMap(({ volumeMounts = [] }) => volumeMounts)
  const shares = set.spec.containers.some(({ shareVolumePolicy }) => shareVolumePolicy?.type === 'enabled')
  return shares ? [...own, ...pod.spec.containers.flatMap(({ volumeMounts = [] }) => volumeMounts)] : own
}

function mountsWhatItLacks(set: SidecarSet): boolean {
  const names = new Set(set.spec.volumes.map(({ name }) => name))
  return containersOf(set).some(({ volumeMounts = [] }) => volumeMounts.some(({ name }) => !names.has(name)))
}
