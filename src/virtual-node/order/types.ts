import type { Platform } from '../platform.js'

/** Who decides about the order: a platform, Kubernetes alone (ordinary nodes), or nobody knows which. */
export type OrderPlatform = Platform | 'kubernetes' | 'unknown'

/** Why containers come where they come. */
export type OrderRule =
  /** An init container: the next step waits until it has ended. */
  | 'init'
  /** A native sidecar: starts in its place among the init containers, exits last, in reverse order. */
  | 'native-sidecar'
  /** `ECI_CONTAINER_LAUNCH_PRIORITY`. */
  | 'launch-priority'
  /** `ECI_CONTAINER_EXIT_PRIORITY`. */
  | 'exit-priority'
  /** `ECI_SIDECAR_CONTAINER`. */
  | 'eci-sidecar'
  /** `ECI_CONTAINER_TYPE=sidecar`: terminated by force. */
  | 'eci-type'
  /** `__IS_SIDECAR__`. */
  | 'acs-sidecar'
  /** OpenKruise's container launch priority. */
  | 'kruise-priority'
  /** Nothing orders them: all at once. */
  | 'together'
  /** What is set gives no documented order. */
  | 'undocumented'
  /** The platform is not known, and these containers set variables of one. */
  | 'platform-unknown'

/** Containers that start, or exit, at the same time. */
export interface OrderStep {
  readonly containers: readonly string[]
  readonly rule: OrderRule
  /** The priority they share, where the rule is one of priorities. */
  readonly priority?: number
  /** Those whose readiness the next step waits for. */
  readonly readyFirst?: readonly string[]
}

/** What a reader of the order must know. */
export type OrderNoteCode =
  | 'platform-unknown'
  | 'kubernetes-version-unknown'
  | 'marks-contradict'
  | 'marks-combined'
  | 'type-without-job'
  | 'type-on-deletion'
  | 'acs-sidecar-on-deletion'
  | 'acs-sidecar-on-new-kubernetes'
  | 'native-sidecar-on-eci'
  | 'native-sidecar-ignored'
  | 'variable-of-other-platform'
  | 'value-without-meaning'
  | 'kruise-priority-assumed'
  | 'kruise-priority-undocumented'

export interface OrderNote {
  readonly code: OrderNoteCode
  /**
   * - `undocumented`: the vendor's rule is not known; the order given is what the documented rules yield, if any.
   * - `ignored`: something that is set has no effect.
   * - `assumed`: the order holds if something is so that was not given.
   */
  readonly kind: 'undocumented' | 'ignored' | 'assumed'
  readonly containers: readonly string[]
  /** The note as a sentence. Its wording is no contract. */
  readonly message: string
}

/** In which order a Pod's containers start and exit. Plain data. */
export interface PodOrder {
  readonly platform: OrderPlatform
  readonly start: readonly OrderStep[]
  /** When the Pod is deleted or, where its containers end for good, when they have. */
  readonly exit: readonly OrderStep[]
  readonly notes: readonly OrderNote[]
}

/** What the order depends on besides the Pod. */
export interface OrderOptions {
  /** @default what `classifyPlacement` finds */
  readonly platform?: OrderPlatform | undefined
  /** For example `1.28` or `v1.30.1`. @default unknown: what depends on it is assumed to be in force, with a note */
  readonly kubernetesVersion?: string | undefined
}
