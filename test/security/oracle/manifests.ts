// The few fields that the security law speaks of. Written out here, so that the oracle shares no type with the library.

export interface Mount {
  name: string
  mountPath: string
}

export interface Container {
  name: string
  image?: string
  env?: { name: string; value?: string; valueFrom?: object }[]
  volumeMounts?: Mount[]
  shareVolumePolicy?: { type: 'enabled' | 'disabled' }
  upgradeStrategy?: { upgradeType: 'HotUpgrade'; hotUpgradeEmptyImage: string }
}

/** A volume: its name and one source. The sources are plain JSON; the law looks for names in them. */
export type Volume = { name: string } & Readonly<Record<string, unknown>>

export interface SidecarSet {
  apiVersion: 'apps.kruise.io/v1alpha1'
  kind: 'SidecarSet'
  metadata: { name: string }
  spec: {
    selector: { matchLabels: Record<string, string> }
    injectionStrategy?: { paused: boolean }
    initContainers: Container[]
    containers: Container[]
    volumes: Volume[]
    imagePullSecrets?: { name: string }[]
  }
}

export interface Binding {
  apiVersion: string
  kind: string
  metadata: { name: string; namespace?: string; deletionTimestamp?: string }
  spec: { subjects: { kind: string; name: string }[]; resourceRefs: { kind: string; name: string }[] }
}

export interface Pod {
  apiVersion: 'v1'
  kind: 'Pod'
  metadata: { name: string; namespace?: string; labels: Record<string, string> }
  spec: {
    initContainers?: Container[]
    containers: Container[]
    ephemeralContainers?: Container[]
    volumes?: Volume[]
    imagePullSecrets?: { name: string }[]
  }
}

export interface Cluster {
  sidecarSets: SidecarSet[]
  bindings: Binding[]
  pods: { pod: Pod; requestNamespace?: string }[]
}
