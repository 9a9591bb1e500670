import type { Issue } from '../issue/index.js'
import type { ControllerRevision, LabelSelector, Pod, SidecarSet } from '../manifest/api-types.js'
import type { Namespace, SidecarSetResourceBinding } from '../manifest/manifest-types.js'
import type { JsonPatchOperation } from '../patch/index.js'
import type { ProfileName } from '../profile.js'
import type { ReferenceDecision } from '../reference/index.js'
import type { DecisionFacts, ReasonCode } from './decide/reasons.js'
import type { InjectionReport, ReportRequest } from './report-types.js'

/**
 * What an injector knows of the cluster. Nothing of it is changed or kept: the objects may be shared with others, and what
 * becomes of them later makes no difference to the injector.
 */
export interface InjectorConfig {
  readonly sidecarSets: readonly SidecarSet[]
  /**
   * Only `kind: SidecarSetResourceBinding` of group `sidecarset.alibabacloud.com` counts; an object without kind or
   * apiVersion grants nothing. One that cannot be read, and two of one namespace and name, grant nothing, and `issues` of
   * the injector says so.
   *
   * @default none: every reference to another namespace is unauthorised
   */
  readonly resourceBindings?: readonly SidecarSetResourceBinding[] | undefined
  /**
   * What a binding that is being deleted (`metadata.deletionTimestamp`) grants: nothing, or what it did before.
   *
   * @default 'ignore'
   */
  readonly deletingBindings?: 'ignore' | 'honor' | undefined
  /** Namespaces with their labels, for `namespaceSelector`. @default none are known */
  readonly namespaces?: readonly Namespace[] | undefined
  /**
   * Where the Namespaces come from.
   *
   * - `manifests`: some may be missing, and they may lack the label `kubernetes.io/metadata.name`, which API servers add
   *   since Kubernetes 1.21. It counts as there; a selector that asks for it alone is answered for every namespace.
   * - `cluster`: they are all that there are, with all their labels. No `namespaceSelector` selects any other namespace.
   *
   * @default 'manifests'
   */
  readonly namespacesFrom?: 'manifests' | 'cluster' | undefined
  /** For `injectionStrategy.revision`. Only those of `kruiseNamespace` count. @default none */
  readonly controllerRevisions?: readonly ControllerRevision[] | undefined
  /**
   * `namespaceSelector` of webhook `mpod.kb.io` in the cluster's MutatingWebhookConfiguration. Reports say where the
   * webhook is not asked; injection itself does not look at it.
   *
   * @default that of the manifests and charts of the version
   */
  readonly webhookNamespaceSelector?: LabelSelector | undefined
  /** The feature gate SidecarTerminator, since OpenKruise v1.4; for reports. @default not known */
  readonly sidecarTerminator?: boolean | undefined
  /** The namespace that OpenKruise is installed in. @default 'kruise-system' */
  readonly kruiseNamespace?: string | undefined
  /** The OpenKruise version whose behaviour is computed. @default 'v1.3.0' */
  readonly profile?: ProfileName | undefined
  /**
   * Where the hashes of SidecarSets come from that are written into Pods. Those of a ControllerRevision are always the
   * ones it carries, as far as it carries some.
   *
   * - `computed`: from what is injected, as in a cluster, where OpenKruise's webhook writes them whenever a SidecarSet is
   *   saved. A manifest that was saved with `kubectl get -o yaml` and edited carries old ones.
   * - `carried`: from the annotations of the SidecarSet; what they lack is computed. For SidecarSets as the cluster has
   *   them, where another OpenKruise version has hashed them.
   *
   * @default 'computed'
   */
  readonly hashes?: 'computed' | 'carried' | undefined
  /**
   * What happens when a container of a SidecarSet would see an object of another namespace that no binding grants to
   * this SidecarSet, whoever brings the volume that shows it; and when a field that cannot name another namespace, such
   * as `imagePullSecrets[].name`, has a slash.
   *
   * - `deny`: the Pod is refused.
   * - `skip`: this SidecarSet is left out, with an issue.
   * - `allow`: it is injected all the same, with a warning. Bindings are not a protection then.
   *
   * @default 'deny'
   */
  readonly unauthorizedReference?: 'deny' | 'skip' | 'allow' | undefined
  /**
   * What happens when a container of the Pod itself, an init container and an ephemeral one too, mounts a volume that
   * shows an object of another namespace. It reads the object as the sidecar does, whatever the bindings say.
   *
   * - `warn`: a warning `exposed-reference`.
   * - `deny`: the Pod is refused.
   *
   * @default 'warn'
   */
  readonly exposedReference?: 'warn' | 'deny' | undefined
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
  /**
   * Whether injected containers go in order of their names, whichever SidecarSet brings them: the feature gate
   * EnableSortSidecarContainerByName of OpenKruise v1.9.0. Versions before have no such gate, and it does nothing there.
   *
   * @default false, as the gate
   */
  readonly sortContainersByName?: boolean | undefined
  /**
   * What happens to what cannot be read: a wrong type, an amount that is none, an API version that the profile does not
   * know. Two SidecarSets of one name are as bad: nobody knows which of them counts, so neither is injected.
   *
   * - `leave-out`: the others do their work. `issues` of the injector lists what is left out, and a Pod that a left-out
   *   SidecarSet may be for gets a warning `sidecar-set-unreadable`.
   * - `deny`: as `leave-out`, but such a Pod is refused. A Pod is ruled out only by what can be read of `selector`,
   *   `namespace`, `namespaceSelector` and `injectionStrategy.paused`.
   * - `throw`: `createInjector` throws, with all that cannot be read.
   *
   * Under `leave-out` and `deny` alike, a binding that cannot be read grants nothing, the labels of a Namespace count as
   * not given, and a ControllerRevision counts as missing.
   *
   * @default 'leave-out'
   */
  readonly unreadable?: 'leave-out' | 'deny' | 'throw' | undefined
  /**
   * An earlier injector: what it compiled of SidecarSets that have not changed is taken over, so that a new injector costs
   * little when one of thousands has changed. A SidecarSet is unchanged where `uid` and `resourceVersion` are, or, where
   * it lacks them, its content. Answers are those of an injector that was made without.
   *
   * @default none
   */
  readonly previous?: Injector | undefined
  /**
   * Labels that the platform sets on Pods by itself. Where such a label would make a SidecarSet match, explanations say
   * that the platform adds it, instead of advising to set it. They change nothing else.
   *
   * @default the label that ACK adds to Pods on virtual nodes: `serverless.alibabacloud.com/virtual-node: "true"`
   */
  readonly platformLabels?: Readonly<Record<string, string>> | undefined
}

/** A time: RFC 3339 text, a Date, or a function that tells it. */
export type InjectionTime = string | Date | (() => string | Date)

/** What an answer about a Pod depends on that shows no time. */
export interface ExplainRequest {
  /**
   * What the request does to the Pod. OpenKruise's webhook injects on CREATE; on UPDATE it injects nothing, and a broken
   * revision still fails the request; with any other operation it does nothing at all.
   *
   * @default 'CREATE'
   */
  readonly operation?: 'CREATE' | 'UPDATE' | 'DELETE' | 'CONNECT' | undefined
  /**
   * The namespace of the admission request; it counts where the Pod names none. Another one than the Pod's is an error.
   * Where neither names one, no reference to a named namespace is authorised.
   */
  readonly namespace?: string | undefined
  /**
   * What becomes of a Pod that has ended or is being deleted. OpenKruise skips it, also when it is created so, although
   * the API server then resets the status and the Pod runs: a warning `pod-inactive` says whom it would have matched.
   *
   * @default 'skip'
   */
  readonly inactivePods?: 'skip' | 'inject' | undefined
  /**
   * What becomes of a mirror Pod, the image of a static Pod of a node. Whatever is injected into it never runs, and the
   * API server refuses one that refers to Secrets. OpenKruise injects all the same: a warning `mirror-pod` says so.
   *
   * @default 'inject'; `reviewPod` has 'skip'
   */
  readonly mirrorPods?: 'skip' | 'inject' | undefined
  /** A number in [0, 1) for `revision.policy: Partial`, called at most once per SidecarSet that needs it. */
  readonly random?: (() => number) | undefined
  /** Not needed: nothing that is said shows a time. It is accepted so that one request can be given to all. */
  readonly now?: InjectionTime | undefined
}

/** What an injector must know of one request. */
export interface InjectionRequest extends ExplainRequest {
  /** The time that hash annotations carry. A function is called at most once, and only where one is written. */
  readonly now: InjectionTime
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

/**
 * What injection did to one Pod. All of it is the caller's: it shares nothing with the Pod that was given, with the
 * injector, or with other results, and may be changed at will.
 */
export interface InjectionResult<P extends Pod = Pod> {
  /** false: the host should refuse the Pod. `issues` says why, `pod` is as it was given and `patch` is empty. */
  readonly allowed: boolean
  readonly changed: boolean
  /** The Pod with its sidecars: a new object throughout, also where nothing changed. */
  readonly pod: P
  /** RFC 6902; applies to the input. One operation per thing added. */
  readonly patch: readonly JsonPatchOperation[]
  /** The SidecarSets that mattered for this Pod, in visiting order; those that cannot be read come last. */
  readonly decisions: readonly SidecarSetDecision[]
  /** Every reference to an object of a named namespace among the volumes brought along. */
  readonly references: readonly ReferenceDecision[]
  readonly issues: readonly Issue[]
}

/** Compiled SidecarSets, ready for any number of Pods. Immutable. */
export interface Injector {
  readonly profile: ProfileName
  /**
   * What could not be read of the configuration and is left out, with what that means for Pods; empty where all is well.
   * All are errors. A new list whenever it is asked for, the caller's own.
   */
  readonly issues: readonly Issue[]
  /**
   * Computes what injection does to one Pod. Never throws for anything in the Pod.
   *
   * @param pod as the API server hands it to a webhook; it is not changed
   */
  inject<P extends Pod>(pod: P, request: InjectionRequest): InjectionResult<P>
  /**
   * One decision for every SidecarSet, in visiting order: why it was injected, or why not. Those that cannot be read come
   * last.
   */
  explain(pod: Pod, request?: ExplainRequest): readonly SidecarSetDecision[]
  /**
   * All there is to say about one Pod, with the verdict first. Costs several times as much as `inject`; meant for people
   * who ask.
   */
  report(pod: Pod, request?: ReportRequest): InjectionReport
}
