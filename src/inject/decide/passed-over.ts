import { createIssueCollector, type Issue } from '../../issue/index.js'
import { identifyPod, mirrorAnnotation, type PassedOver, type PodHead } from '../pod.js'

/** How many SidecarSets a message names. */
const maxNames = 5

/** The warning that a Pod goes without SidecarSets that match it; undefined where it goes without none. */
export function passedOverIssue(
  head: PodHead,
  { reason, name, path }: PassedOver,
  missed: readonly string[],
): Issue | undefined {
  if (missed.length === 0) return undefined
  const further = missed.length - maxNames
  const names = missed.slice(0, maxNames).join(', ') + (further > 0 ? ` and ${further} more` : '')
  const why =
    reason === 'mirror-pod'
      ? 'it mirrors a static Pod, which the kubelet runs from a file of its own'
      : `it is not active (${name}); a Pod that is created so gets a new status and runs without them`
  return warn(head, reason, path, `not injected: ${names}; ${why}`)
}

/** The warning that what is injected into a mirror Pod never runs. */
export function mirrorIssue(head: PodHead): Issue {
  const message =
    'the kubelet runs a static Pod from a file of its own, so what is injected into its mirror never runs; the API server refuses a mirror that refers to Secrets'
  return warn(head, 'mirror-pod', ['metadata', 'annotations', mirrorAnnotation], message)
}

function warn(
  { pod, namespace }: PodHead,
  code: 'mirror-pod' | 'pod-inactive',
  path: PassedOver['path'],
  message: string,
): Issue {
  const issues = createIssueCollector(identifyPod(pod, namespace), path)
  issues.warning(code, message)
  return issues.list[0] as Issue
}
