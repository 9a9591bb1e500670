import type { UpdateStatus } from './types.js'

/** What the counters are made of; both facts and inspections have it. */
export interface Countable {
  readonly updated: boolean
  readonly consistent: boolean
  readonly ready: boolean
}

/** The counters over the Pods that updates are about. */
export function countStatus(matched: readonly Countable[]): UpdateStatus {
  const ready = matched.filter((pod) => pod.consistent && pod.ready)
  return {
    matchedPods: matched.length,
    updatedPods: matched.filter(({ updated }) => updated).length,
    readyPods: ready.length,
    updatedReadyPods: ready.filter(({ updated }) => updated).length,
  }
}
