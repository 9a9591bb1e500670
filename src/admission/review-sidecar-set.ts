import { readOptions } from '../options/index.js'
import { answerSafely, errorMessage, refusal, respond, withWarnings } from './respond.js'
import { reviewSidecarSetContext, reviewSidecarSetOptions } from './options.js'
import type { Issue } from '../issue/index.js'
import { isJsonObject } from '../read/index.js'
import type { SidecarSet } from '../manifest/api-types.js'
import { defaultProfileName } from '../profile.js'
import { patchOfDefaults } from '../sidecarset/default-sidecar-set.js'
import { readSidecarSet } from '../sidecarset/read-sidecar-set.js'
import { validateSidecarSet, type ValidationContext } from '../validate/index.js'
import { writeJson } from '../inject/plan/plan.js'
import { encodeBase64 } from './base64.js'
import {
  isAbout,
  readReview,
  type AdmissionRequest,
  type AdmissionResponse,
  type AdmissionReview,
} from './review.js'

/** What a SidecarSet is judged by besides itself. The older object comes from the review. */
export type ReviewSidecarSetContext = Omit<ValidationContext, 'older'>

export interface ReviewSidecarSetOptions {
  /**
   * What the answer holds: the patch of a mutating webhook, the verdict of a validating one, or both.
   *
   * @default 'both'
   */
  readonly webhook?: 'mutating' | 'validating' | 'both' | undefined
}

/**
 * Answers an AdmissionReview about a SidecarSet, as OpenKruise's own two webhooks do.
 *
 * 1. CREATE and UPDATE of `sidecarsets` in group `apps.kruise.io` are judged; everything else is allowed untouched.
 * 2. Mutating: defaults and both hashes as a JSON Patch. Validating: refused with 422 and every error, warnings passed
 *    on. A SidecarSet that cannot be read is refused by either.
 * 3. On UPDATE the older object of the review is compared with: containers may not be added, nor change their kind of
 *    upgrade.
 * 4. A malformed body is answered with a refusal. Never throws.
 *
 * @param context the other SidecarSets of the cluster, ControllerRevisions, the annotation whitelist and so on
 */
export function reviewSidecarSet(
  review: unknown,
  context: ReviewSidecarSetContext = {},
  options: ReviewSidecarSetOptions = {},
): AdmissionReview {
  return answerSafely(review, () =>
    judge(
      review,
      readOptions('reviewSidecarSet', reviewSidecarSetContext, context),
      readOptions('reviewSidecarSet', reviewSidecarSetOptions, options),
    ),
  )
}

function judge(
  review: unknown,
  context: ReviewSidecarSetContext,
  options: ReviewSidecarSetOptions,
): AdmissionReview {
  const read = readReview(review)
  if (!read.ok)
    return respond(review, refusal(read.uid, { code: 400, reason: 'BadRequest', message: read.message }))
  const { uid, request } = read
  if (!isReviewed(request)) return respond(review, { uid, allowed: true })
  if (!isJsonObject(request.object))
    return respond(
      review,
      refusal(uid, { code: 400, reason: 'BadRequest', message: 'request.object is no SidecarSet' }),
    )
  return respond(review, answer(uid, request, context, options))
}

function isReviewed(request: AdmissionRequest): boolean {
  const { operation } = request
  return (
    isAbout(request, 'apps.kruise.io', 'sidecarsets', 'SidecarSet') &&
    (operation === 'CREATE' || operation === 'UPDATE')
  )
}

function answer(
  uid: string,
  request: AdmissionRequest,
  context: ReviewSidecarSetContext,
  { webhook = 'both' }: ReviewSidecarSetOptions,
): AdmissionResponse {
  const set = request.object as SidecarSet
  const profile = context.profile ?? defaultProfileName
  const stored = readSidecarSet(set, profile)
  if (!stored.ok) return refused(uid, stored.issues)
  const older =
    request.operation === 'UPDATE' && isJsonObject(request.oldObject) ? { older: request.oldObject } : {}
  const issues = webhook === 'mutating' ? [] : validateSidecarSet(set, { ...context, ...older })
  if (issues.some(({ severity }) => severity === 'error')) return refused(uid, issues)
  const patch = webhook === 'validating' ? [] : patchOfDefaults(stored.set, profile)
  return {
    uid,
    allowed: true,
    ...(patch.length === 0 ? {} : { patchType: 'JSONPatch' as const, patch: encodeBase64(writeJson(patch)) }),
    ...withWarnings(issues),
  }
}

function refused(uid: string, issues: readonly Issue[]): AdmissionResponse {
  return refusal(uid, { code: 422, reason: 'Invalid', message: errorMessage(issues) }, issues)
}
