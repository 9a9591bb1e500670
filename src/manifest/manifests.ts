import type { ControllerRevision, Pod, SidecarSet } from './api-types.js'
import type { ConfigMap, Namespace, Secret, SidecarSetResourceBinding, Workload } from './manifest-types.js'
import type { SourceMap } from './source-map.js'

/** A manifest of a kind that this library does not read. */
export interface OtherManifest {
  readonly apiVersion?: string | undefined
  readonly kind?: string | undefined
  readonly [field: string]: unknown
}

/** Manifests by what they are, each list in the order of the input. The objects are as written, unknown fields too. */
export interface Manifests {
  readonly sidecarSets: readonly SidecarSet[]
  readonly resourceBindings: readonly SidecarSetResourceBinding[]
  readonly pods: readonly Pod[]
  readonly workloads: readonly Workload[]
  readonly namespaces: readonly Namespace[]
  readonly controllerRevisions: readonly ControllerRevision[]
  readonly configMaps: readonly ConfigMap[]
  readonly secrets: readonly Secret[]
  /** Everything else, not checked. */
  readonly others: readonly OtherManifest[]
  /** Finds the lines of what was read from text. */
  readonly sources: SourceMap
}
