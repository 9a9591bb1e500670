export { reviewPod, type ReviewPodOptions } from './review-pod.js'
export {
  reviewSidecarSet,
  type ReviewSidecarSetContext,
  type ReviewSidecarSetOptions,
} from './review-sidecar-set.js'
export type * from './types.js'
