/**
 * Where a variable of a sidecar comes from.
 *
 * - `sidecar-set`: its own list.
 * - `injection`: `IS_INJECTED`, the mark of every sidecar.
 * - `transfer`: copied from a container of the Pod, by `transferEnv`.
 * - `shared-mount`: copied from a container of the Pod, since the sub path of a mount shared from there needs it.
 * - `hot-upgrade`: by which a sidecar that is upgraded without a gap knows its version.
 */
export type EnvOrigin =
  | { readonly from: 'sidecar-set' | 'injection' | 'hot-upgrade' }
  | { readonly from: 'transfer'; readonly container: string }
  | { readonly from: 'shared-mount'; readonly container: string; readonly mountPath: string }

/** Where a mount or a device of a sidecar comes from: its own list, or a container of the Pod that shares it. */
export type MountOrigin =
  { readonly from: 'sidecar-set' } | { readonly from: 'shared'; readonly container: string }

/** A variable of a sidecar. Values are left out: reports travel, and values may be secret. */
export interface EnvProvenance {
  readonly name: string
  readonly origin: EnvOrigin
  /** What its value is taken from when the container starts; left out for a value that stands in the Pod. */
  readonly valueFrom?: 'fieldRef' | 'resourceFieldRef' | 'configMapKeyRef' | 'secretKeyRef'
}

/** A volume in a sidecar: a mount, or a block device. */
export interface MountProvenance {
  readonly kind: 'mount' | 'device'
  /** `mountPath` or `devicePath`. */
  readonly path: string
  readonly volume: string
  readonly origin: MountOrigin
}

/**
 * Where a sidecar stands in the Pod.
 *
 * - `before-app`, `after-app`: in front of the Pod's own containers, or behind them.
 * - `in-place-of-app`: in place of a container of the Pod's own with its name.
 * - `refreshed`: in place of what an earlier injection left.
 * - `unchanged`: an earlier injection left the very same.
 * - `overridden`: nowhere, since a later SidecarSet took the place with a container of the same name.
 */
export type ContainerPlace =
  'before-app' | 'after-app' | 'in-place-of-app' | 'refreshed' | 'unchanged' | 'overridden'

/** One container that a SidecarSet brings. */
export interface ContainerProvenance {
  readonly kind: 'container' | 'init-container'
  readonly name: string
  readonly image?: string
  readonly place: ContainerPlace
  /** Its part in hot upgrade; left out where there is none. */
  readonly hotUpgrade?: 'working' | 'idle'
  /** Whether a resourcesPolicy computed its resources from those of the Pod's containers. */
  readonly computedResources: boolean
  /** In the order in which the container has them. */
  readonly env: readonly EnvProvenance[]
  /** Mounts, then devices, in the order in which the container has them. */
  readonly mounts: readonly MountProvenance[]
}

/** One volume that a SidecarSet brings, or would have brought. */
export interface VolumeProvenance {
  readonly name: string
  /** `added`: it was added. Else whose volume of that name was there before: the Pod's, or an earlier SidecarSet's. */
  readonly place: 'added' | Party
}

/** One annotation that `patchPodMetadata` is about. */
export interface AnnotationProvenance {
  readonly key: string
  readonly policy: string
  /** `kept`: the value that was there stayed. `replaced` and `merged` change one. */
  readonly change: 'added' | 'replaced' | 'merged' | 'kept'
}

/** What came from one SidecarSet. */
export interface Contribution {
  readonly sidecarSet: string
  /** Name of the ControllerRevision that was injected in its place. */
  readonly revision?: string
  /** Init containers, then containers, in the order of building. */
  readonly containers: readonly ContainerProvenance[]
  readonly volumes: readonly VolumeProvenance[]
  /** Names of the pull secrets that were added. */
  readonly imagePullSecrets: readonly string[]
  readonly annotations: readonly AnnotationProvenance[]
}

/** Who had or has a say: the Pod's author (for a container of it, where that matters), or a SidecarSet. */
export type Party =
  | { readonly party: 'pod'; readonly container?: string }
  | { readonly party: 'sidecar-set'; readonly sidecarSet: string }

/**
 * Two wanted the same, and one got it. Nothing of this is said in a cluster.
 *
 * - `container`, `init-container`: the winner's container stands in the place of the loser's.
 * - `volume`: of two volumes with the name and other content, the winner's is in the Pod.
 * - `annotation`: the winner's value is in the Pod.
 * - `env`: the sidecar has a variable of the name, and the loser's was not copied.
 * - `mount`, `device`: the sidecar has something mounted at the path, and the loser's was not shared.
 */
export interface Override {
  readonly what: 'container' | 'init-container' | 'volume' | 'annotation' | 'env' | 'mount' | 'device'
  /** Name, key or path. */
  readonly name: string
  /** The sidecar that it is about; for `env`, `mount` and `device`. */
  readonly container?: string
  readonly winner: Party
  readonly loser: Party
}

/** What injection put into a Pod, and where each part comes from. Names only, never values. Plain data. */
export interface Provenance {
  /** In visiting order; SidecarSets that contributed nothing included. */
  readonly contributions: readonly Contribution[]
  readonly overrides: readonly Override[]
  /** Annotations by which injection keeps book: hashes, names, versions. Sorted. */
  readonly bookkeeping: readonly string[]
}
