import { readHashEntries } from '../inject/plan/hash-entries.js'
import { createIssueCollector, type Issue } from '../issue/index.js'
import {
  hashAnnotation,
  hashWithoutImageAnnotation,
  inplaceStateAnnotation,
  workingContainerAnnotation,
} from '../sidecarset/annotation-names.js'
import { hasAllReports } from './consistency.js'
import type { Membership } from './membership.js'
import type { RunningPod } from './running-pod.js'

/** Warnings for what silently keeps an injected Pod from being updated, or damages what it has noted. */
export function findPodIssues(pod: RunningPod, membership: Membership): readonly Issue[] {
  if (!membership.selected || !membership.active || !membership.injected) return []
  const namespace = pod.namespace === '' ? {} : { namespace: pod.namespace }
  const issues = createIssueCollector({ kind: 'Pod', ...namespace, name: pod.name })
  const annotations = issues.at('metadata', 'annotations')
  for (const key of [hashAnnotation, hashWithoutImageAnnotation]) {
    const read = readHashEntries(pod.annotations.get(key))
    if (!read.ok) annotations.at(key).warning('pod-hash-unreadable', `cannot be read: ${read.detail}`)
  }
  if (pod.inplaceStates().kind === 'unreadable')
    annotations
      .at(inplaceStateAnnotation)
      .warning('update-state-unreadable', 'cannot be read, so no update ever counts as over')
  if (membership.why?.reason === 'working-container-unknown')
    annotations
      .at(workingContainerAnnotation)
      .warning(
        'working-container-unknown',
        `has no entry for ${membership.why.facts?.containers?.join(', ') ?? ''}`,
      )
  if (!hasAllReports(pod))
    issues
      .at('status', 'containerStatuses')
      .warning(
        'container-status-missing',
        `${pod.reports.length} statuses stand against ${pod.containers.length} containers`,
      )
  return issues.list
}
