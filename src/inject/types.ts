import type { Issue, ResourceId } from '../issue/index.js'
import type { ControllerRevision, Pod, SidecarSet } from '../manifest/api-types.js'
import type { Namespace, SidecarSetResourceBinding } from '../manifest/manifest-types.js'
import type { JsonPatchOperation } from '../patch/index.js'
import type { ProfileName } from '../profile.js'
import type { ReferenceDecision } from '../reference/index.js'
import type { Provenance } from './provenance/types.js'
import type { DecisionFacts, ReasonCode } from './decide/reasons.js'

/** What an injector knows of the cluster. Nothing of it is changed; the objects may be shared with others. */
export interface InjectorConfig {
  /**
   * Do not change these objects afterwards: what is compiled of one is found again by the object, so that a new injector
   * costs little when one of thousands has been replaced. A SidecarSet that changed is a new object.
   */
  readonly sidecarSets: readonly SidecarSet[]
  /** @default none: every reference to another namespace is unauthorised */
  readonly resourceBindings?: readonly SidecarSetResourceBinding[] | undefined
  /** Namespaces with their labels, for `namespaceSelector`. @default none are known */
  readonly namespaces?: readonly Namespace[] | undefined
  /** For `injectionStrategy.revision`. Only those of namespace `kruise-system` count. @default none */
  readonly controllerRevisions?: readonly ControllerRevision[] | undefined
  /** The OpenKruise version whose behaviour is computed. @default 'v1.3.0' */
  readonly profile?: ProfileName | undefined
  /**
   * What happens when a SidecarSet would bring an object of another namespace that no binding grants.
   *
   * - `deny`: the Pod is refused.
   * - `skip`: this SidecarSet is left out, with an issue.
   * - `allow`: it is injected all the same, with a warning. Bindings are not a protection then.
   *
   * @default 'deny'
   */
  readonly unauthorizedReference?: 'deny' | 'skip' | 'allow' | undefined
  /**
   * What happens when nobody can tell whether a SidecarSet applies: the labels of the Pod's Namespace are not given, or
   * a partial revision needs a random number that is not given.
   *
   * - `skip`: this SidecarSet is left out, with a warning.
   * - `deny`: the Pod is refused.
   *
   * @default 'skip'
   */
  readonly unknown?: 'skip' | 'deny' | undefined
}

/** What an injector must know of one request. */
export interface InjectionRequest {
  /** @default 'CREATE' */
  readonly operation?: 'CREATE' | 'UPDATE' | undefined
  /** The namespace of the admission request; it counts where the Pod names none. */
  readonly namespace?: string | undefined
  /** The time that hash annotations carry. Needed only when one is written. RFC 3339 text or a Date. */
  readonly now?: string | Date | undefined
  /** A number in [0, 1) for `revision.policy: Partial`, called at most once per SidecarSet that needs it. */
  readonly random?: (() => number) | undefined
}

/**
 * What became of one SidecarSet for one Pod.
 *
 * - `injected`: its containers are in the Pod.
 * - `metadata-only`: it matched and only its `patchPodMetadata` had something to do.
 * - `skipped`: it does not apply; the reason says why.
 * - `unknown`: nobody can tell with what is given.
 * - `failed`: it made the request fail.
 */
export type SidecarSetOutcome = 'injected' | 'metadata-only' | 'skipped' | 'unknown' | 'failed'

/** What became of one SidecarSet for one Pod, and why. Plain data. */
export interface SidecarSetDecision {
  readonly sidecarSet: string
  readonly outcome: SidecarSetOutcome
  readonly reason: ReasonCode
  /** The reason as a sentence with the facts at hand. Its wording is no contract. */
  readonly message: string
  /** The facts behind the reason, for programs. */
  readonly facts?: DecisionFacts
  /** Name of the ControllerRevision that was injected instead of the SidecarSet as it is. */
  readonly revision?: string
}

/** What injection did to one Pod. */
export interface InjectionResult {
  /** false: the host should refuse the Pod. `issues` says why, `pod` is the input and `patch` is empty. */
  readonly allowed: boolean
  readonly changed: boolean
  /** A new Pod that shares untouched branches with the input; the input itself when nothing changed. */
  readonly pod: Pod
  /** RFC 6902; applies to the input. One operation per thing added. */
  readonly patch: readonly JsonPatchOperation[]
  /** The SidecarSets that mattered for this Pod, in visiting order. */
  readonly decisions: readonly SidecarSetDecision[]
  /** Every reference to an object of a named namespace among the volumes brought along. */
  readonly references: readonly ReferenceDecision[]
  readonly issues: readonly Issue[]
}

/**
 * All there is to say about one Pod: what `inject` and `explain` answer, of one and the same run, and where each part of
 * what was injected comes from. Plain data without any values of variables, annotations or files: fit to be kept and
 * shown. `formatReport` renders it.
 */
export interface InjectionReport {
  readonly profile: ProfileName
  /** The workload whose Pod template was asked about, where one was. */
  readonly workload?: ResourceId
  /** The Pod; its name may be a `generateName`. */
  readonly pod: ResourceId
  readonly allowed: boolean
  readonly changed: boolean
  /** One for every SidecarSet, in visiting order. */
  readonly decisions: readonly SidecarSetDecision[]
  /** Absent where no SidecarSet applies, and where the Pod is refused. */
  readonly provenance?: Provenance
  readonly references: readonly ReferenceDecision[]
  readonly issues: readonly Issue[]
}

/** Compiled SidecarSets, ready for any number of Pods. Immutable. */
export interface Injector {
  readonly profile: ProfileName
  /**
   * Computes what injection does to one Pod. Never throws for anything in the Pod.
   *
   * @param pod as the API server hands it to a webhook; it is not changed
   */
  inject(pod: Pod, request?: InjectionRequest): InjectionResult
  /** One decision for every SidecarSet, in visiting order: why it was injected, or why not. */
  explain(pod: Pod, request?: InjectionRequest): readonly SidecarSetDecision[]
  /** Both, and what came from where. Costs about twice as much as `inject`; meant for people who ask. */
  report(pod: Pod, request?: InjectionRequest): InjectionReport
}
