import { SidecarSetError } from '../issue/index.js'
import { refusal, respond } from './respond.js'
import type { AdmissionReview } from './types.js'

/**
 * The outermost step of every review: whatever is thrown on the way becomes a refusal with code 500.
 *
 * 1. An option that the function does not take: the message says which, so that the host's log shows the mistake.
 * 2. Anything else, such as a getter or Proxy in the body that throws: the error's own text is not shown. It may come
 *    from the body, and bodies hold secrets.
 */
export function answerSafely(review: unknown, answer: () => AdmissionReview): AdmissionReview {
  try {
    return answer()
  } catch (error) {
    const message =
      error instanceof SidecarSetError && error.stage === 'options' ? error.message : 'the review failed'
    return respond(undefined, refusal(uidOf(review), { code: 500, reason: 'InternalError', message }))
  }
}

/** The request's uid, without which the API server does not take the answer for one. */
function uidOf(review: unknown): string {
  try {
    const { uid } = (review as { readonly request: { readonly uid: unknown } }).request
    return typeof uid === 'string' ? uid : ''
  } catch {
    return ''
  }
}
