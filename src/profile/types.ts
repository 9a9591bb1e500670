import type { WebhookInstallation } from './webhook-installations.js'

/** A version of OpenKruise whose behaviour is computed. `v1.3.0` is what ACK virtual nodes support in full. */
export type ProfileName = 'v1.3.0' | 'v1.8.0' | 'v1.9.0'

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
  /** The feature gate SidecarTerminator is there: it ends sidecars of Jobs. */
  readonly hasSidecarTerminator: boolean
  /** The feature gate EnableSortSidecarContainerByName is there. */
  readonly hasSortGate: boolean
}

/** How one version of OpenKruise updates running Pods, where versions differ. */
export interface UpdateBehaviour {
  /** Percents of `partition` and `maxUnavailable` round up. Otherwise they round down. */
  readonly roundsPercentsUp: boolean
  /** A partition below 100% leaves at least one Pod to update, where there are several. */
  readonly partitionLeavesOne: boolean
  /** `updateStrategy.priorityStrategy` counts. */
  readonly appliesPriority: boolean
  /**
   * The order of a round after the status.
   *
   * - `flips-first`: flips; NotUpdate, finished, paused; upgrades.
   * - `gates-first`: NotUpdate, paused; flips, which end the round; finished; upgrades.
   */
  readonly order: 'flips-first' | 'gates-first'
  /** The Pod condition `SidecarSetUpgradable` is written. */
  readonly writesCondition: boolean
  /** Native sidecars (init containers with `restartPolicy: Always`) count in hashes and in `sidecarList` of Pods. */
  readonly countsNativeSidecars: boolean
}

/** What one version of OpenKruise makes of a SidecarSet as such, where versions differ. */
export interface SidecarSetRules {
  /** `apps.kruise.io/v1beta1` is served. */
  readonly servesV1beta1: boolean
  /** Defaults of `iscsi`, `rbd`, `azureDisk` and `scaleIO` volumes are filled in. */
  readonly defaultsDiskVolumes: boolean
}

/** How one version of OpenKruise, with the Kubernetes types it is built from, judges where versions differ. */
export interface ValidationSwitches {
  /** A v1alpha1 `spec.namespace` is turned into a namespaceSelector, and judged as one. */
  readonly convertsNamespace: boolean
  /** Values of `injectionStrategy.revision.policy`. */
  readonly revisionPolicies: readonly string[]
  /** `updateStrategy.selector` and a partition exclude each other. */
  readonly refusesPartitionBesideSelector: boolean
  /** Probes and lifecycle of an init container are forbidden, unless it is a native sidecar; else they are just invalid. */
  readonly allowsProbesOfNativeSidecars: boolean
  /** Projected service account tokens are refused, since the Pod that is judged has no service account. */
  readonly refusesServiceAccountTokens: boolean
  /** The path of a projected service account token must be one inside the volume. */
  readonly judgesTokenPaths: boolean
  /** What an unknown `terminationMessagePolicy` is called. */
  readonly terminationPolicyCode: 'invalid' | 'not-supported'
  /** Fields of a Pod that env variables can take, beyond those that every version has. */
  readonly laterEnvFieldPaths: readonly string[]
  /** `procMount: Unmasked` is refused, as it needs a user namespace. */
  readonly refusesUnmaskedProcMount: boolean
  /** An ephemeral volume may be a device. */
  readonly ephemeralVolumesMayBeDevices: boolean
  readonly claimAccessModes: readonly string[]
  /** Where the content of a claim comes from is judged in detail. */
  readonly judgesClaimSources: boolean
}

/** What the CRD asks of one field, wherever a mapping of some kind stands. */
export interface CrdRule {
  /** The mapping that holds it, from `spec` on; `*` stands for every element of a list. */
  readonly holder: readonly string[]
  readonly field: string
  readonly isRequired: boolean
  /** The values it may have. Absent: any. */
  readonly values?: readonly string[]
}

/** How the Kubernetes libraries that a version is built from judge, where they differ. */
export interface KubernetesRules {
  /** Where dots are all that is wrong with a DNS label, the mistake says so. */
  readonly namesDotsInLabels: boolean
  /** Values of a selector's `matchExpressions` must be label values. */
  readonly judgesSelectorValues: boolean
  /** The host of an image may be an IPv6 address in brackets. */
  readonly imagesTakeIpv6Hosts: boolean
  /** A first segment of an image with a capital is a host, as only hosts may have capitals. */
  readonly capitalMakesImageHost: boolean
  /** The limit of 255 characters of an image is for its path alone, and not for host and path together. */
  readonly limitsImagePathOnly: boolean
}

/** One version of OpenKruise: every switch by which it differs from the others. */
export interface Profile {
  readonly name: ProfileName
  /** The Kubernetes version whose types it is built with. */
  readonly kubernetesVersion: string
  readonly injection: ProfileBehaviour
  readonly updates: UpdateBehaviour
  readonly sidecarSets: SidecarSetRules
  readonly validation: ValidationSwitches
  /** What it is commonly installed with, and which namespaces its webhook is asked about then. */
  readonly webhooks: readonly WebhookInstallation[]
  /** What the CRD refuses by itself. */
  readonly crd: readonly CrdRule[]
  readonly kubernetes: KubernetesRules
}
