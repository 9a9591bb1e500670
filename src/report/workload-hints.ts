import type { NearMissChange, NearMissHint } from '../inject/decide/near-miss.js'
import type { InjectionReport } from '../inject/report-types.js'
import type { SidecarSetDecision } from '../inject/types.js'
import type { ResourceId } from '../issue/index.js'
import { ownValue, type JsonObject } from '../read/index.js'
import { messageText } from '../text/visible.js'

/** Adds to near misses that the workload itself has the label: Pods take theirs from its template. */
export function withWorkloadHints(
  report: InjectionReport,
  workload: ResourceId,
  labels: JsonObject,
): InjectionReport {
  return { ...report, decisions: report.decisions.map((decision) => addHints(decision, workload, labels)) }
}

function addHints(
  decision: SidecarSetDecision,
  workload: ResourceId,
  labels: JsonObject,
): SidecarSetDecision {
  const { nearMiss } = decision.facts ?? {}
  const found = nearMiss?.changes.flatMap((change) => hintFor(change, workload, labels)) ?? []
  if (nearMiss === undefined || found.length === 0) return decision
  const hints = [...found, ...(nearMiss.hints ?? [])]
  return { ...decision, facts: { ...decision.facts, nearMiss: { ...nearMiss, hints } } }
}

function hintFor(change: NearMissChange, { kind }: ResourceId, labels: JsonObject): NearMissHint[] {
  if (change.change !== 'set-label') return []
  const { key, value, isExample } = change
  const actual = ownValue(labels, key)
  if (typeof actual !== 'string' || !(isExample === true || actual === value)) return []
  const message = `the ${kind} itself has this label (${key}=${actual}) and its template has not; Pods take their labels from the template`
  return [{ hint: 'label-on-workload', key, actual, message: messageText(message) }]
}
