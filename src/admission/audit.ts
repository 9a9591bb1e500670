import type { Decision } from '../inject/decide/verdict.js'
import type { Issue } from '../issue/index.js'
import { visible } from '../text/visible.js'
import { takeWhileFits } from './respond.js'
import type { AdmissionResponse } from './review.js'

/** The API server sets no limit to one value; audit backends cut whole events, by default at 100 kB. */
const longestValue = 4000

/** Kept free for the words that count what did not fit. */
const roomForCount = 30

/**
 * What goes into the API server's audit log, without any text of Pods:
 *
 * 1. `sidecarsets`: the SidecarSets that mattered in visiting order, each with outcome and reason. As many as fit, and
 *    how many more there are.
 * 2. `reason`: the code for which the Pod was refused, or left alone though SidecarSets match.
 *
 * The API server puts the webhook's name and a slash before each key, and drops an annotation unless that is a qualified
 * name (k8s.io/apiserver, audit/context.go and admission/attributes.go). So keys are fixed, and names stand in values.
 *
 * @example auditOf(decisions, issues).auditAnnotations // { sidecarsets: 'filebeat=injected/matched' }
 */
export function auditOf(
  decisions: readonly Decision[],
  issues: readonly Issue[],
): Pick<AdmissionResponse, 'auditAnnotations'> {
  const reason = issues.find(tellsWhy)?.code
  const annotations = {
    ...(decisions.length === 0 ? {} : { sidecarsets: listDecisions(decisions) }),
    ...(reason === undefined ? {} : { reason }),
  }
  return Object.keys(annotations).length === 0 ? {} : { auditAnnotations: annotations }
}

function listDecisions(decisions: readonly Decision[]): string {
  const kept = takeWhileFits(decisions, entryOf, longestValue - roomForCount, (entry) => entry.length + 1)
  const missing = decisions.length - kept.length
  return [...kept, ...(missing === 0 ? [] : [`and ${missing} more`])].join(',')
}

function entryOf({ sidecarSet, outcome, reason }: Decision): string {
  return `${visible(sidecarSet)}=${outcome}/${reason}`
}

function tellsWhy({ code, severity }: Issue): boolean {
  return severity === 'error' || code === 'mirror-pod' || code === 'pod-inactive'
}
