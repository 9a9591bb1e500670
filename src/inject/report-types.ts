import type { Issue, ResourceId } from '../issue/index.js'
import type { ConfigMap, Secret } from '../manifest/manifest-types.js'
import type { ProfileName } from '../profile.js'
import type { ReferenceDecision } from '../reference/index.js'
import type { Provenance } from './provenance/types.js'
import type { ExplainRequest, SidecarSetDecision } from './types.js'

/**
 * What happened to a Pod, or would happen to it, in one word.
 *
 * - `unchanged`: no SidecarSet is for it.
 * - `would-be-injected`: it does not exist yet, or nobody knows that it does; created now it would get sidecars.
 * - `already-injected`: it carries its sidecars, as the SidecarSets have them now.
 * - `running-without`: it exists, a SidecarSet is for it, and it was created without the sidecars.
 * - `running-outdated`: it exists, and carries sidecars of an earlier state of a SidecarSet.
 * - `refused`: injection fails, so the Pod cannot be created.
 * - `not-accepted`: injection works, and the API server would refuse the Pod that comes out.
 * - `not-called`: a SidecarSet is for it, and OpenKruise's webhook is not asked about Pods of its namespace.
 * - `unknown`: what is given does not tell whether a SidecarSet is for it, and no other one is.
 */
export type InjectionVerdict =
  | 'unchanged'
  | 'would-be-injected'
  | 'already-injected'
  | 'running-without'
  | 'running-outdated'
  | 'refused'
  | 'not-accepted'
  | 'not-called'
  | 'unknown'

/**
 * Why a Pod that exists lacks the sidecars of a SidecarSet that is for it.
 *
 * - `created-before`: the Pod is older than the SidecarSet.
 * - `not-asked`: it is younger. The webhook was down or not asked about its namespace, or the label came later.
 * - `cannot-tell`: a `creationTimestamp` is not given, or both are of the same second.
 */
export type MissingCause = 'created-before' | 'not-asked' | 'cannot-tell'

/** Where a Pod that exists stands with one SidecarSet that is for it, or whose sidecars it carries. */
export interface RunningSidecars {
  readonly sidecarSet: string
  /** `outdated`: the Pod has the sidecars of an earlier state of the SidecarSet. */
  readonly state: 'up-to-date' | 'outdated' | 'missing'
  /** Of an outdated one: whether the controller can bring it up to date without recreating the Pod. */
  readonly upgradable?: boolean
  /** Of an upgradable one: what of `spec.updateStrategy` keeps the controller from it; absent where nothing does. */
  readonly gate?: 'not-update' | 'paused'
  readonly cause?: MissingCause
  /** `metadata.creationTimestamp` of the SidecarSet, where it has one. */
  readonly createdAt?: string
}

/** A Pod that exists: it has a uid, and a phase or a node; or the request updates it. */
export interface RunningPodState {
  readonly createdAt?: string
  /** What made the Pod, and would make it again. */
  readonly owner?: ResourceId
  /** How to recreate the Pod: a command, or what to do where there is none. */
  readonly recreate: string
  readonly sidecarSets: readonly RunningSidecars[]
}

/** Whether the Pod is bound for a virtual node, as `classifyPlacement` finds. */
export interface ReportedPlacement {
  readonly placement: 'virtual-node' | 'will-be' | 'may-be' | 'no'
  readonly platform?: 'eci' | 'acs' | 'unknown'
  /** What decided, in a sentence. Its wording is no contract. */
  readonly message: string
  /** The report is about the Pod as the platform presents it to injection after scheduling. */
  readonly scheduled?: true
}

/** Something that is not given and that the answer depends on. */
export interface NotGiven {
  readonly what: 'namespace' | 'sidecar-set-age'
  /** What nobody can tell without it, in a sentence. Its wording is no contract. */
  readonly message: string
  /** How to get it from a cluster. */
  readonly command: string
}

/** What a report depends on, besides what injection does. */
export interface ReportRequest extends ExplainRequest {
  /**
   * Which Pod the report is about.
   *
   * - `as-given`: the Pod as it is.
   * - `auto`: the Pod as it is after scheduling, where it asks for a virtual node and does not exist yet.
   * - `eci`, `acs`: the Pod as it is after scheduling to a virtual node of that platform.
   * - `none`: the Pod as it is, without anything about virtual nodes.
   *
   * Under `as-given` and `auto`, `onVirtualNode` of the report says what else may happen.
   *
   * @default 'as-given'; `reportWorkload` has 'auto'
   */
  readonly virtualNode?: 'as-given' | 'auto' | 'eci' | 'acs' | 'none' | undefined
  /** With them, missing objects and keys are found on virtual nodes. @default nothing is known of them */
  readonly configMaps?: readonly ConfigMap[] | undefined
  /** As `configMaps`. */
  readonly secrets?: readonly Secret[] | undefined
  /** For example `1.28`. @default checks that depend on it are left out */
  readonly kubernetesVersion?: string | undefined
}

/**
 * All there is to say about one Pod: the verdict, what `inject` and `explain` answer of one and the same run, where each
 * part of what is injected comes from, whether the API server takes the Pod, and where a Pod that exists stands. Plain
 * data without any values of variables, annotations or files: fit to be kept and shown. `formatReport` renders it.
 */
export interface InjectionReport {
  readonly verdict: InjectionVerdict
  readonly profile: ProfileName
  /** The workload whose Pod template was asked about, where one was. */
  readonly workload?: ResourceId
  /** The Pod; its name may be a `generateName`. */
  readonly pod: ResourceId
  readonly allowed: boolean
  readonly changed: boolean
  /** Absent where the Pod does not exist, as far as its manifest tells. */
  readonly running?: RunningPodState
  readonly placement?: ReportedPlacement
  /** One for every SidecarSet, in visiting order; those that cannot be read come last. */
  readonly decisions: readonly SidecarSetDecision[]
  /** Absent where no SidecarSet applies, and where the Pod is refused. */
  readonly provenance?: Provenance
  readonly references: readonly ReferenceDecision[]
  readonly issues: readonly Issue[]
  /** What is not given and would change or complete the answer. */
  readonly notGiven: readonly NotGiven[]
  /** The answer for the Pod on a virtual node, where it may get onto one and is decided otherwise there. */
  readonly onVirtualNode?: InjectionReport
}
