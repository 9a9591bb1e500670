import type { IssueCollector } from '../issue/index.js'
import { objectAt, textAt } from '../read/index.js'
import type { PodSubject } from './subject.js'

/** Fields of a security context that only Linux has. @see Kubernetes, ValidateWindowsPod: spec.os */
const linuxOnly = [
  'appArmorProfile',
  'seLinuxOptions',
  'seccompProfile',
  'capabilities',
  'readOnlyRootFilesystem',
  'privileged',
  'allowPrivilegeEscalation',
  'procMount',
  'runAsUser',
  'runAsGroup',
] as const

/** Whether a Pod is for Windows: it says so, or it asks for such a node. */
export function windowsBy(pod: unknown): 'os' | 'node-selector' | undefined {
  if (textAt(pod, 'spec', 'os', 'name') === 'windows') return 'os'
  return textAt(pod, 'spec', 'nodeSelector', 'kubernetes.io/os') === 'windows' ? 'node-selector' : undefined
}

/**
 * A sidecar for Linux in a Pod for Windows. The API server refuses it where `spec.os` says so; a node selector it does not
 * look at, and the node cannot do what is asked.
 */
export function checkWindows({ pod, containers }: PodSubject, issues: IssueCollector): void {
  const by = windowsBy(pod)
  if (by === undefined) return
  for (const { value, path, title, isInjected } of containers) {
    const context = objectAt(value, 'securityContext')
    const fields = linuxOnly.filter((field) => Object.hasOwn(context, field) && context[field] !== null)
    if (!isInjected || fields.length === 0) continue
    const what = `${title} has ${fields.join(', ')}, which only Linux has, and the Pod is for Windows`
    const end = by === 'os' ? 'so the API server refuses the Pod' : 'which its nodes cannot do'
    const severity = by === 'os' ? 'error' : 'warning'
    issues
      .at(...path, 'securityContext')
      [severity]('windows-pod', `${what}, ${end}; leave such Pods out of the selector`)
  }
}
