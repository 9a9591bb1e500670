export { reviewPod, type PodReviewResult, type ReviewPodOptions } from './review-pod.js'
export { reviewResourceBinding, type ReviewResourceBindingContext } from './review-resource-binding.js'
export {
  reviewSidecarSet,
  type ReviewSidecarSetContext,
  type ReviewSidecarSetOptions,
} from './review-sidecar-set.js'
export type * from './types.js'
