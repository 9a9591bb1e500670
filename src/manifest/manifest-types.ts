import type {
  ControllerRevision,
  ObjectMeta,
  Pod,
  SidecarSet,
  SidecarSetResourceBinding,
} from './api-types.js'
import type { SourceMap } from './source-map.js'

export type { BindingResourceRef, BindingSubject, SidecarSetResourceBinding } from './api-types.js'

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

/** Kubernetes' Namespace, as far as injection reads it. */
export interface Namespace {
  readonly apiVersion?: string | undefined
  readonly kind?: string | undefined
  readonly metadata?: ObjectMeta | undefined
}

export interface ConfigMap {
  readonly apiVersion?: string | undefined
  readonly kind?: string | undefined
  readonly metadata?: ObjectMeta | undefined
  readonly data?: Readonly<Record<string, string>> | undefined
  readonly binaryData?: Readonly<Record<string, string>> | undefined
}

export interface Secret {
  readonly apiVersion?: string | undefined
  readonly kind?: string | undefined
  readonly type?: string | undefined
  readonly metadata?: ObjectMeta | undefined
  /** Values in base64, as the API server stores them. */
  readonly data?: Readonly<Record<string, string>> | undefined
  readonly stringData?: Readonly<Record<string, string>> | undefined
}

/** An object with a Pod template inside: Deployment, Job, CloneSet and so on. */
export interface Workload {
  readonly apiVersion?: string | undefined
  readonly kind?: string | undefined
  readonly metadata?: ObjectMeta | undefined
  readonly spec?: unknown
}
