export { reviewPod, type ReviewPodOptions } from './review-pod.js'
export type * from './types.js'
