import type { ReferenceDecision } from '../../reference/index.js'
import type { VirtualNodeIssueCode } from '../../issue/catalog.js'
import type { GivenObjects } from '../objects/object-index.js'
import type { Placement } from '../placement/types.js'
import type { Platform } from '../platform.js'

/** Something that injection has added to a Pod. */
export interface InjectedPart {
  readonly name: string
  /** The SidecarSet that brought it, where it is known. */
  readonly sidecarSet?: string | undefined
}

/** A container that injection has added to a Pod, or put in the place of one. */
export interface InjectedContainer extends InjectedPart {
  /** It ends by itself once the application has, so nothing needs to end it. @default false: that is not known */
  readonly terminates?: boolean | undefined
}

/** What injection has added to a Pod. `describeInjected` makes it from a result. */
export interface InjectedParts {
  /** Of `containers` and `initContainers`. */
  readonly containers: readonly InjectedContainer[]
  readonly volumes: readonly InjectedPart[]
}

/** The versions of what SidecarSets on virtual nodes need. Whatever is absent is not checked. */
export interface ClusterComponents {
  /** Version of ack-virtual-node, for example `v2.10.0`. */
  readonly ackVirtualNode?: string | undefined
  /** Version of ack-kruise. */
  readonly ackKruise?: string | undefined
  /** The API server's feature gate `SidecarSetServerlessPod`. */
  readonly sidecarSetServerlessPod?: boolean | undefined
}

/** What is known of a Pod besides its manifest. Whatever is absent is found in the Pod, or not checked. */
export interface VirtualNodeContext extends GivenObjects {
  /** @default what `classifyPlacement` finds */
  readonly placement?: Placement | undefined
  /** @default what `classifyPlacement` finds */
  readonly platform?: Platform | 'unknown' | undefined
  /** For example `1.28` or `v1.30.1`. @default checks that depend on it are left out */
  readonly kubernetesVersion?: string | undefined
  /** @default containers with `IS_INJECTED=true` count as injected; whose a volume is, is not known */
  readonly injected?: InjectedParts | undefined
  /** The decisions about the SidecarSets' references, from an InjectionResult. @default none */
  readonly references?: readonly ReferenceDecision[] | undefined
  /** @default the Pod's own, else `default` */
  readonly podNamespace?: string | undefined
  readonly components?: ClusterComponents | undefined
}

export interface VirtualNodeCheckOptions {
  /** Codes that are not to be reported. @default none */
  readonly disable?: readonly VirtualNodeIssueCode[] | undefined
}
