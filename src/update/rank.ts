import type { RunningPod } from './running-pod.js'

/**
 * Orders Pods by how little an interruption costs: negative where `a` is upgraded before `b`. The first difference
 * decides.
 *
 * 1. Not on a node before on a node.
 * 2. Phase Pending (or none), then Unknown, then Running.
 * 3. Not Ready before Ready.
 * 4. Both Ready: for a shorter time before for a longer time, unknown times first.
 * 5. More restarts first: the highest number of any container.
 * 6. Younger before older, unknown ages first.
 *
 * @see Kubernetes pkg/controller, ActivePods
 */
export function compareRank(a: RunningPod, b: RunningPod): number {
  return (
    Number(a.nodeName !== '') - Number(b.nodeName !== '') ||
    phaseRank(a) - phaseRank(b) ||
    Number(a.readiness.isTrue) - Number(b.readiness.isTrue) ||
    (a.readiness.isTrue ? compareLaterFirst(a.readiness.since, b.readiness.since) : 0) ||
    mostRestarts(b) - mostRestarts(a) ||
    compareLaterFirst(a.createdAt, b.createdAt)
  )
}

function phaseRank({ phase }: RunningPod): number {
  if (phase === 'Running') return 2
  return phase === 'Unknown' ? 1 : 0
}

function mostRestarts(pod: RunningPod): number {
  return pod.reports.reduce((most, report) => Math.max(most, report.restartCount), 0)
}

function compareLaterFirst(a: number | undefined, b: number | undefined): number {
  if (a === undefined || b === undefined) return Number(a !== undefined) - Number(b !== undefined)
  return b - a
}
