export { checkPod } from './check-pod.js'
export type { PodCheckContext } from './subject.js'
