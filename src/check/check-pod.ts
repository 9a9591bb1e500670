import { createIssueCollector, type Issue, type IssueCollector } from '../issue/index.js'
import { identifyPod } from '../inject/pod.js'
import type { Pod } from '../manifest/api-types.js'
import { readOptions } from '../options/index.js'
import { checkAmounts } from './amounts.js'
import { checkJobEnds, checkMirror, checkNativeSidecars, checkReplaced } from './lifecycle.js'
import { checkContainerNames, checkMounts, checkVolumeNames } from './names.js'
import { podCheckContext } from './options.js'
import { checkPodSecurity } from './pod-security.js'
import { checkPorts } from './ports.js'
import { type PodCheckContext, type PodSubject, readPodSubject } from './subject.js'
import { checkWebhook } from './webhook.js'
import { checkWindows } from './windows.js'

/** Every check, in the order in which issues are reported. */
const checks: readonly ((subject: PodSubject, issues: IssueCollector) => void)[] = [
  checkWebhook,
  checkReplaced,
  checkContainerNames,
  checkVolumeNames,
  checkMounts,
  checkAmounts,
  checkPorts,
  checkPodSecurity,
  checkWindows,
  checkMirror,
  checkJobEnds,
  checkNativeSidecars,
]

/**
 * Would the API server take a Pod, and would it work? For a Pod as it is after injection; what was wrong before is found
 * too, and said to be the author's.
 *
 * 1. An `error` is what the API server refuses: the Pod cannot be created. A `warning` is what goes wrong afterwards, an
 *    `info` what depends on something that is not given.
 * 2. It looks at what injection can break: names, mounts, amounts, ports, Pod Security, Windows, mirrors, Jobs, the order
 *    of native sidecars, and whether OpenKruise is asked at all. It does not validate Pods in general.
 * 3. What is not given is not checked. What only virtual nodes have is for `checkVirtualNodePod`.
 *
 * @param pod     as it is after injection, of any type of Pod; malformed parts count as absent. It is not changed
 * @param given   what is known besides: the Pod before, its Namespace, the version
 * @throws SidecarSetError of stage `options` where the context is not one; of stage `selector` where
 *   `webhookNamespaceSelector` is malformed
 * @example
 * const { pod: after } = injector.inject(pod, { now })
 * checkPod(after, { before: pod, namespaces })
 * // [{ code: 'duplicate-container-name', severity: 'error', path: ['spec', 'containers', 1, 'name'], ... }]
 */
export function checkPod<P extends Pod>(pod: P, given: PodCheckContext = {}): Issue[] {
  return [...findPodIssues(pod, readOptions('checkPod', podCheckContext, given))]
}

/** As `checkPod`, for a context that is known to be right. */
export function findPodIssues(pod: Pod, context: PodCheckContext): readonly Issue[] {
  const subject = readPodSubject(pod, context)
  const issues = createIssueCollector(identifyPod(pod, subject.namespace?.name))
  for (const check of checks) check(subject, issues)
  return issues.list
}
