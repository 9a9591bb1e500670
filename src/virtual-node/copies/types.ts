import type { Issue } from '../../issue/index.js'
import type { Pod } from '../../manifest/api-types.js'
import type { JsonPatchOperation } from '../../patch/index.js'
import type { BindingId, ReferenceDecision, ResourceKind } from '../../reference/index.js'
import type { GivenObjects } from '../objects/object-index.js'

/** What of an InjectionResult is read. */
export interface CopySubject {
  /** The Pod after injection. */
  readonly pod: Pod
  readonly references: readonly ReferenceDecision[]
  /** SidecarSets that were not injected get no copies. @default all references count */
  readonly decisions?: readonly { readonly sidecarSet: string; readonly outcome: string }[] | undefined
}

/** The objects that may be copied. */
export interface CopyContext extends GivenObjects {
  /** @default the Pod's own, else `default` */
  readonly podNamespace?: string | undefined
}

/** Where an object is. */
export interface ObjectPlace {
  readonly namespace: string
  readonly name: string
}

/** One object to be copied. It says what is in it by name and size; what it holds is in no plan. */
export interface ObjectCopy {
  readonly kind: ResourceKind
  readonly source: ObjectPlace
  /** The name ends in a hash of the content, so that changed content is a new object. */
  readonly target: ObjectPlace
  /** The volumes of the Pod that show it. */
  readonly volumes: readonly string[]
  /** The SidecarSets that it is for, and the bindings that let them read it. */
  readonly sidecarSets: readonly string[]
  readonly bindings: readonly BindingId[]
  readonly entries: readonly CopiedEntry[]
}

export interface CopiedEntry {
  readonly key: string
  /** Size of the value, decoded. */
  readonly bytes: number
}

/** What has to be done for a Pod to run on an ordinary cluster. Plain data that can be printed: it holds no content. */
export interface CopyPlan {
  /** The Pod with plain names in place of namespace/name; the input itself where nothing is to be replaced. */
  readonly pod: Pod
  /** RFC 6902; applies to the Pod that was given, behind the patch of its injection. */
  readonly patch: readonly JsonPatchOperation[]
  /** To be made before the Pod is. */
  readonly copies: readonly ObjectCopy[]
  readonly issues: readonly Issue[]
}
