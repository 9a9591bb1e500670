import type { ProfileName } from '../profile.js'

/** How one version of OpenKruise injects, where versions differ. */
export interface ProfileBehaviour {
  /** `spec.namespaceSelector` counts; a v1alpha1 `spec.namespace` is turned into one. */
  readonly matchesNamespaceSelector: boolean
  /** A Pod without any namespace is matched as one of `default`. */
  readonly assumesDefaultNamespace: boolean
  /** SidecarSets bound to the Pod's namespace are visited before those bound to none. */
  readonly visitsBoundSetsFirst: boolean
  /** Init containers are built and placed like containers: policies, shared mounts, no env twice, replacement. */
  readonly buildsInitContainersLikeContainers: boolean
  /** Init containers with `restartPolicy: Always` count in `sidecarList`, hashes and hot upgrade. */
  readonly hasNativeSidecars: boolean
  /** Where a container goes whose podInjectPolicy is none of the two. */
  readonly unknownPolicyGoes: 'before-app' | 'after-app'
  /** `volumeDevices` bring their volume along, and `shareVolumeDevicePolicy` shares those of the Pod. */
  readonly handlesVolumeDevices: boolean
  /** A mount without a volume in the SidecarSet fails the request (a crash of the reference). */
  readonly failsOnMissingVolume: boolean
  /** The list of injected SidecarSets keeps what it had and is sorted. Otherwise it is written anew. */
  readonly mergesInjectedList: boolean
  /** Hash entries are written for SidecarSets without containers too. */
  readonly writesEmptyHashEntries: boolean
  /** Several hot-upgraded sidecars all enter the working map. Otherwise only the last one built does. */
  readonly addsAllHotContainers: boolean
  /** Revisions are looked up among those of the SidecarSet's own name, and `policy: Partial` counts. */
  readonly ownsRevisions: boolean
  /** Lists inside a revision merge by their keys. */
  readonly mergesRevisionLists: boolean
  /** `resourcesPolicy` computes the resources of a sidecar from those of the Pod's containers. */
  readonly computesResources: boolean
}

/**
 * Every way in which the profiles differ at injection, and nothing else. Code asks the behaviour, never the version.
 * (Which fields exist differs too: see kubernetes/go-struct. So do defaults: see sidecarset/defaults.)
 */
export const profileBehaviours: Readonly<Record<ProfileName, ProfileBehaviour>> = {
  'v1.3.0': {
    matchesNamespaceSelector: false,
    assumesDefaultNamespace: false,
    visitsBoundSetsFirst: false,
    buildsInitContainersLikeContainers: false,
    hasNativeSidecars: false,
    unknownPolicyGoes: 'before-app',
    handlesVolumeDevices: false,
    failsOnMissingVolume: true,
    mergesInjectedList: false,
    writesEmptyHashEntries: true,
    addsAllHotContainers: false,
    ownsRevisions: false,
    mergesRevisionLists: false,
    computesResources: false,
  },
  'v1.9.0': {
    matchesNamespaceSelector: true,
    assumesDefaultNamespace: true,
    visitsBoundSetsFirst: true,
    buildsInitContainersLikeContainers: true,
    hasNativeSidecars: true,
    unknownPolicyGoes: 'after-app',
    handlesVolumeDevices: true,
    failsOnMissingVolume: false,
    mergesInjectedList: true,
    writesEmptyHashEntries: false,
    addsAllHotContainers: true,
    ownsRevisions: true,
    mergesRevisionLists: true,
    computesResources: true,
  },
}
