import { readOptions } from '../options/index.js'
import { bindingValidationContext } from '../validate/options.js'
import { answerSafely, errorMessage, refusal, respond, withWarnings } from './respond.js'
import type { Issue } from '../issue/index.js'
import type { SidecarSetResourceBinding } from '../manifest/manifest-types.js'
import { isJsonObject, textAt, valueAt, type JsonObject } from '../read/index.js'
import { validateResourceBinding, type BindingValidationContext } from '../validate/index.js'
import {
  isAbout,
  readReview,
  type AdmissionRequest,
  type AdmissionResponse,
  type AdmissionReview,
  type AdmissionStatus,
} from './review.js'

/** What a binding is judged by besides itself. */
export type ReviewResourceBindingContext = BindingValidationContext

/**
 * Answers an AdmissionReview about a SidecarSetResourceBinding: the validating webhook that the platform does not
 * document. A binding that grants nothing because of a mistake is noticed when it is applied, not when Pods are refused.
 *
 * 1. CREATE and UPDATE of `sidecarsetresourcebindings` in group `sidecarset.alibabacloud.com` are judged; everything
 *    else is allowed untouched.
 * 2. A binding with errors is refused with 422, and the message names every field: an unknown kind, an empty name, a
 *    wildcard, an object of another namespace. Warnings are passed on. See `validateResourceBinding` for the rules.
 * 3. The namespace of the request counts where the binding names none. Another one than the binding's is answered
 *    with 400.
 * 4. A binding that is being deleted is let through, so that its finalizers can be removed: it grants nothing.
 * 5. A malformed body is answered with a refusal. Never throws.
 *
 * @param context the SidecarSets of the cluster, to warn of subjects that are not among them and of unused grants
 * @example response.end(JSON.stringify(reviewResourceBinding(JSON.parse(body), { sidecarSets })))
 */
export function reviewResourceBinding(
  review: unknown,
  context: ReviewResourceBindingContext = {},
): AdmissionReview {
  return answerSafely(review, () =>
    judge(review, readOptions('reviewResourceBinding', bindingValidationContext, context)),
  )
}

function judge(review: unknown, context: ReviewResourceBindingContext): AdmissionReview {
  const read = readReview(review)
  if (!read.ok) return respond(review, refusal(read.uid, badRequest(read.message)))
  const { uid, request } = read
  if (!isReviewed(request)) return respond(review, { uid, allowed: true })
  const { object } = request
  if (!isJsonObject(object))
    return respond(review, refusal(uid, badRequest('request.object is no SidecarSetResourceBinding')))
  return respond(review, answer(uid, object, request, context))
}

function isReviewed(request: AdmissionRequest): boolean {
  const { operation } = request
  return (
    isAbout(
      request,
      'sidecarset.alibabacloud.com',
      'sidecarsetresourcebindings',
      'SidecarSetResourceBinding',
    ) &&
    (operation === 'CREATE' || operation === 'UPDATE')
  )
}

function answer(
  uid: string,
  object: JsonObject,
  request: AdmissionRequest,
  context: ReviewResourceBindingContext,
): AdmissionResponse {
  const own = textAt(object, 'metadata', 'namespace') ?? ''
  const requested = request.namespace ?? ''
  if (own !== '' && requested !== '' && own !== requested)
    return refusal(uid, badRequest('metadata.namespace is another one than the namespace of the request'))
  if ((valueAt(object, 'metadata', 'deletionTimestamp') ?? null) !== null) return { uid, allowed: true }
  const issues = validateResourceBinding(inNamespace(object, requested), context)
  return issues.some(({ severity }) => severity === 'error')
    ? refusal(uid, invalid(issues), issues)
    : { uid, allowed: true, ...withWarnings(issues) }
}

/** The binding as the API server stores it; the object itself where it names a namespace, or its metadata are none. */
function inNamespace(object: JsonObject, namespace: string): SidecarSetResourceBinding {
  const metadata = object.metadata
  const isFilledIn = namespace !== '' && isJsonObject(metadata) && (metadata.namespace ?? '') === ''
  return isFilledIn ? { ...object, metadata: { ...metadata, namespace } } : object
}

function invalid(issues: readonly Issue[]): AdmissionStatus {
  return { code: 422, reason: 'Invalid', message: errorMessage(issues) }
}

function badRequest(message: string): AdmissionStatus {
  return { code: 400, reason: 'BadRequest', message }
}
