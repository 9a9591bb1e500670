import { requestOptions } from '../inject/options.js'
import { withoutOptions, type OptionTable } from '../options/index.js'
import { validationContext } from '../validate/options.js'
import type { ReviewPodOptions } from './review-pod.js'
import type { ReviewSidecarSetContext, ReviewSidecarSetOptions } from './review-sidecar-set.js'

/** What `reviewPod` takes. */
export const reviewPodOptions: OptionTable<ReviewPodOptions> = {
  now: { kind: 'time' },
  random: { kind: 'function' },
  failurePolicy: { kind: 'choice', values: ['Fail', 'Ignore'] },
  inactivePods: requestOptions.inactivePods,
  mirrorPods: requestOptions.mirrorPods,
  onResult: { kind: 'function' },
}

/** What `reviewSidecarSet` takes, beside the context of `validateSidecarSet`. */
export const reviewSidecarSetOptions: OptionTable<ReviewSidecarSetOptions> = {
  webhook: { kind: 'choice', values: ['mutating', 'validating', 'both'] },
}

/** The context that `reviewSidecarSet` takes: the older object comes from the review. */
export const reviewSidecarSetContext: OptionTable<ReviewSidecarSetContext> = withoutOptions(
  validationContext,
  'older',
)
