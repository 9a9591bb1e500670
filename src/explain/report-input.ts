import { identifyPod } from '../inject/pod.js'
import type { InjectionReport } from '../inject/report-types.js'
import type { InjectionResult, SidecarSetDecision } from '../inject/types.js'
import type { Issue, ResourceId } from '../issue/index.js'
import type { ProfileName } from '../profile.js'
import type { ReferenceDecision } from '../reference/index.js'
import { decideVerdict } from '../report/decide-verdict.js'
import type { Provenance } from '../inject/provenance/types.js'

/** What can be reported: a report, a result of `inject`, or the decisions of `explain`. */
export type Reportable = InjectionReport | InjectionResult | readonly SidecarSetDecision[]

/** All of them in one form; what one of them does not know is absent. */
export interface ReportInput extends Partial<
  Pick<InjectionReport, 'verdict' | 'running' | 'placement' | 'notGiven' | 'onVirtualNode'>
> {
  readonly profile?: ProfileName
  readonly workload?: ResourceId
  readonly pod?: ResourceId
  readonly allowed?: boolean
  readonly changed?: boolean
  readonly decisions: readonly SidecarSetDecision[]
  readonly provenance?: Provenance
  readonly references: readonly ReferenceDecision[]
  readonly issues: readonly Issue[]
}

/** Brings what is to be reported into one form. Of a result, neither the Pod's content nor the patch is kept. */
export function readReportable(given: Reportable): ReportInput {
  if (isList(given)) return { decisions: given, references: [], issues: [] }
  if (!('patch' in given)) return given
  const { allowed, changed, decisions, references, issues, pod } = given
  const verdict = decideVerdict({ allowed, changed, decisions, isUncalled: false, isUnacceptable: false })
  return { verdict, pod: identifyPod(pod), allowed, changed, decisions, references, issues }
}

/** `Array.isArray` does not narrow lists that are read-only. */
function isList(given: Reportable): given is readonly SidecarSetDecision[] {
  return Array.isArray(given)
}
