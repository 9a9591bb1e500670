import { readOptions } from '../options/index.js'
import { answerSafely, errorMessage, refusal, respond, withWarnings } from './respond.js'
import { reviewPodOptions } from './options.js'
import type { Decision } from '../inject/decide/verdict.js'
import { compiledOf, putIntoWords } from '../inject/injector.js'
import { writeJson, type JsonText } from '../inject/plan/plan.js'
import { prepare, withNearMisses } from '../inject/inject.js'
import { identifyPod } from '../inject/pod.js'
import { copyPlain } from '../kubernetes/plain-data.js'
import { writePatch } from '../inject/render-patch.js'
import type {
  InjectionRequest,
  InjectionResult,
  InjectionTime,
  Injector,
  SidecarSetDecision,
} from '../inject/types.js'
import type { Issue, ResourceId } from '../issue/index.js'
import { isJsonObject } from '../read/index.js'
import type { Pod } from '../manifest/api-types.js'
import type { ReferenceDecision } from '../reference/index.js'
import { auditOf } from './audit.js'
import { encodeBase64 } from './base64.js'
import {
  isAbout,
  readReview,
  type AdmissionRequest,
  type AdmissionResponse,
  type AdmissionReview,
  type AdmissionStatus,
} from './review.js'

export interface ReviewPodOptions {
  /** The time that hash annotations carry. A function is called only where a sidecar is injected. */
  readonly now: InjectionTime
  /** A number in [0, 1), for SidecarSets with a partial revision. */
  readonly random?: (() => number) | undefined
  /**
   * What becomes of a Pod that cannot be injected as it should.
   *
   * - `Fail`: it is refused.
   * - `Ignore`: it is let through untouched, and the errors become warnings.
   *
   * A body that is no AdmissionReview, or that names two namespaces, is refused in any case.
   *
   * @default 'Fail'
   */
  readonly failurePolicy?: 'Fail' | 'Ignore' | undefined
  /**
   * What becomes of a Pod that is created with a status as if it had ended, or with a deletionTimestamp. The API server
   * resets the status, and the Pod runs. `skip` is what OpenKruise does, with a warning where a SidecarSet matches;
   * `inject` keeps whoever writes Pods from switching injection off that way.
   *
   * @default 'skip'
   */
  readonly inactivePods?: 'skip' | 'inject' | undefined
  /**
   * What becomes of mirror Pods. Kubernetes asks webhooks to leave them alone: what is injected never runs, and the API
   * server refuses a mirror that refers to Secrets.
   *
   * @default 'skip'
   */
  readonly mirrorPods?: 'skip' | 'inject' | undefined
  /**
   * Called once for each Pod that went through the injector, with what was decided: for logs and metrics. The answer is
   * made by then. A function that throws changes nothing about it: the audit annotation `on-result` of the answer says
   * `failed`.
   *
   * @default nobody is told
   */
  readonly onResult?: ((result: PodReviewResult) => void) | undefined
}

/** What a review came to, for the host's own log. Plain data that is the host's; it holds no values of the Pod. */
export interface PodReviewResult {
  /** Of the request, as in the answer and in the API server's audit log. */
  readonly uid: string
  readonly operation: 'CREATE' | 'UPDATE'
  /** The Pod, in the namespace of the request; its name may be a `generateName`. */
  readonly pod: ResourceId
  /** What the answer says: with `failurePolicy: 'Ignore'` also true where the injector refused. */
  readonly allowed: boolean
  /** Whether the answer holds a patch. */
  readonly changed: boolean
  /** The SidecarSets that mattered for this Pod, in visiting order. */
  readonly decisions: readonly SidecarSetDecision[]
  readonly references: readonly ReferenceDecision[]
  readonly issues: readonly Issue[]
}

/**
 * Answers an AdmissionReview about a Pod: the main loop of a mutating webhook, without the HTTP around it.
 *
 * 1. CREATE and UPDATE of `pods` go through the injector. Everything else, subresources included, is allowed untouched.
 * 2. A JSON Patch is there only if something changes; warnings are passed on as far as the API server takes them.
 * 3. A Pod that the injector refuses is refused with 403, one that it cannot read or that names another namespace than
 *    the request with 400, a mistake of the host (no `now`) with 500.
 * 4. A mirror Pod passes untouched; the audit annotation `reason` of the answer says `mirror-pod`.
 * 5. Audit annotations: `sidecarsets` lists the SidecarSets that mattered as `name=outcome/reason`, separated by commas;
 *    `reason` is the code for which a Pod was refused or left alone.
 * 6. A malformed body is answered with a refusal. Never throws.
 *
 * @param review the parsed body: admission.k8s.io/v1 (or v1beta1, which has the same form)
 * @example response.end(JSON.stringify(reviewPod(JSON.parse(body), injector, { now: new Date() })))
 */
export function reviewPod(review: unknown, injector: Injector, options: ReviewPodOptions): AdmissionReview {
  return answerSafely(review, () =>
    reviewReadPod(review, injector, readOptions('reviewPod', reviewPodOptions, options)),
  )
}

function reviewReadPod(review: unknown, injector: Injector, options: ReviewPodOptions): AdmissionReview {
  const read = readReview(review)
  if (!read.ok) return respond(review, refusal(read.uid, badRequest(read.message)))
  if (!isReviewed(read.request)) return respond(review, { uid: read.uid, allowed: true })
  return respond(review, answer(read.uid, read.request, injector, options))
}

function isReviewed(request: AdmissionRequest): boolean {
  return (
    isAbout(request, '', 'pods', 'Pod') && (request.operation === 'CREATE' || request.operation === 'UPDATE')
  )
}

function answer(
  uid: string,
  request: AdmissionRequest,
  injector: Injector,
  options: ReviewPodOptions,
): AdmissionResponse {
  const pod = request.object
  if (!isJsonObject(pod)) return refusal(uid, badRequest('request.object is no Pod'))
  const { now, random, inactivePods, mirrorPods = 'skip' } = options
  const operation = request.operation === 'UPDATE' ? 'UPDATE' : 'CREATE'
  const namespace = request.namespace ?? ''
  const asked = { operation, namespace, now, random, inactivePods, mirrorPods } as const
  const { onResult } = options
  const injection = injectForReview(injector, pod as Pod, asked)
  const response = responseTo(uid, injection, options)
  if (onResult === undefined) return response
  const said = { uid, operation, allowed: response.allowed, changed: response.patch !== undefined } as const
  return tell(onResult, response, {
    ...said,
    pod: identifyPod(pod, namespace),
    ...injection.inWords(),
  })
}

function responseTo(
  uid: string,
  injection: ReviewedInjection,
  { failurePolicy }: ReviewPodOptions,
): AdmissionResponse {
  const { allowed, decisions, issues, patch } = injection
  const audit = auditOf(decisions, issues)
  if (allowed) return allowance(uid, patch, issues, audit)
  if (failurePolicy !== 'Ignore' || namesTwoNamespaces(issues))
    return { ...refusal(uid, statusOf(issues), issues), ...audit }
  const asWarnings = issues.map((issue): Issue => ({ ...issue, severity: 'warning' }))
  return { uid, allowed: true, ...audit, ...withWarnings(asWarnings) }
}

/** A log that is full must not keep Pods from being created. */
function tell(
  onResult: (result: PodReviewResult) => void,
  response: AdmissionResponse,
  result: PodReviewResult,
): AdmissionResponse {
  try {
    onResult(result)
    return response
  } catch {
    return { ...response, auditAnnotations: { ...response.auditAnnotations, 'on-result': 'failed' } }
  }
}

/** Whom to believe nobody can tell, so there is nothing to be lenient about. */
function namesTwoNamespaces(issues: readonly Issue[]): boolean {
  return issues.some(({ code }) => code === 'namespace-mismatch')
}

/** What a review needs of a result. */
interface ReviewedInjection {
  readonly allowed: boolean
  readonly decisions: readonly Decision[]
  readonly issues: readonly Issue[]
  /** Absent where nothing changes. */
  readonly patch: JsonText | undefined
  /** What was decided as it is told to the host: words cost more than the rest, and the answer has none of them. */
  readonly inWords: () => Said
}

type Said = Pick<InjectionResult, 'decisions' | 'references' | 'issues'>

/** The Pod is never handed out, and so neither it nor a copy of the patch is made. A host's own injector is just asked. */
function injectForReview(injector: Injector, pod: Pod, request: InjectionRequest): ReviewedInjection {
  const compiled = compiledOf(injector)
  if (compiled === undefined) {
    const { allowed, patch, decisions, references, issues } = injector.inject(pod, request)
    const inWords = (): Said => copyPlain({ decisions, references, issues })
    return { allowed, decisions, issues, patch: patch.length === 0 ? undefined : writeJson(patch), inWords }
  }
  const prepared = prepare(compiled, pod, request)
  const { allowed, plan, decisions, issues } = prepared
  const inWords = (): Said => putIntoWords(withNearMisses(prepared, compiled, pod, request))
  return { allowed, decisions, issues, patch: plan && writePatch(pod, plan), inWords }
}

/** Most Pods are for no SidecarSet, and their answer holds nothing else. */
function allowance(
  uid: string,
  patch: JsonText | undefined,
  issues: readonly Issue[],
  audit: Pick<AdmissionResponse, 'auditAnnotations'>,
): AdmissionResponse {
  const encoded =
    patch === undefined
      ? { uid, allowed: true }
      : { uid, allowed: true, patchType: 'JSONPatch' as const, patch: encodeBase64(patch) }
  // Object.assign is several times as fast as spreading here, and every answer goes this way.
  return Object.assign(encoded, withWarnings(issues), audit)
}

function statusOf(issues: readonly Issue[]): AdmissionStatus {
  const message = errorMessage(issues)
  const errors = issues.filter(({ severity }) => severity === 'error')
  if (errors.some(({ code }) => code === 'missing-now'))
    return { code: 500, reason: 'InternalError', message }
  if (errors.some(isAboutTheBody)) return badRequest(message)
  return { code: 403, reason: 'Forbidden', message }
}

/** Such a Pod cannot come from an API server. */
function isAboutTheBody({ code, resource }: Issue): boolean {
  return code === 'namespace-mismatch' || (code === 'wrong-type' && resource === undefined)
}

function badRequest(message: string): AdmissionStatus {
  return { code: 400, reason: 'BadRequest', message }
}
