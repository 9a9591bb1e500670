import type { CompiledConfig } from '../compile/compile-config.js'
import { createIssueCollector, type Issue } from '../../issue/index.js'
import { untouched, type PreparedInjection } from '../prepared-injection.js'
import type { ExplainRequest } from '../types.js'
import { findCandidates } from './candidates.js'
import { findExclusion } from './decide-unreadable.js'
import { isOutOfQuestion, matchSet } from './match.js'
import { identifyPod, mirrorAnnotation, type PassedOver, type PodHead } from '../pod.js'

/** Leaves a Pod alone, and says which SidecarSets it goes without. An UPDATE would not inject them anyway. */
export function passOver(
  config: CompiledConfig,
  head: PodHead,
  passedOver: PassedOver,
  { operation }: ExplainRequest,
): PreparedInjection {
  if (operation === 'UPDATE') return untouched
  const missed = findCandidates(config, head).filter(
    (set) => !isOutOfQuestion(set, head) && matchSet(set, head, config.namespaces).matched,
  )
  const maybe = config.unreadable.filter((set) => findExclusion(set, head, config) === undefined)
  const names = [...missed, ...maybe].map(({ name }) => name)
  const issue = passedOverIssue(head, passedOver, names)
  return issue === undefined ? untouched : { ...untouched, issues: [issue] }
}

/** How many SidecarSets a message names. */
const maxNames = 5

/** The warning that a Pod goes without SidecarSets that match it; undefined where it goes without none. */
function passedOverIssue(
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
