import type { InjectionReport, InjectionVerdict } from '../inject/report-types.js'
import type { Provenance } from '../inject/provenance/types.js'
import type { SidecarSetDecision } from '../inject/types.js'

/** What the verdict goes by. */
export interface VerdictFacts extends Pick<
  InjectionReport,
  'allowed' | 'changed' | 'decisions' | 'provenance' | 'running'
> {
  /** The webhook is not asked about Pods of the namespace. */
  readonly isUncalled: boolean
  /** The API server would refuse the Pod that comes out of injection. */
  readonly isUnacceptable: boolean
}

/**
 * The verdict. The first rule that applies decides.
 *
 * Of a Pod that exists:
 *
 * 1. It lacks sidecars: `not-called` where the webhook is not asked, else `running-without`.
 * 2. It has sidecars of an earlier state: `running-outdated`. 3. It has what it should have: `already-injected`.
 * 4. Nothing is for it: `unknown` where something cannot be decided, else `unchanged`.
 *
 * Of any other Pod:
 *
 * 1. Where the webhook is not asked and a SidecarSet is for it: `not-called`, whatever injection would have done.
 * 2. Injection fails: `refused`. 3. The API server refuses what comes out: `not-accepted`.
 * 4. Something is put in: `would-be-injected`. 5. It is there already: `already-injected`.
 * 6. Nothing is for it: `unknown` where something cannot be decided, else `unchanged`.
 */
export function decideVerdict(facts: VerdictFacts): InjectionVerdict {
  return facts.running === undefined ? ofPreview(facts) : ofRunning(facts, facts.running.sidecarSets)
}

function ofRunning(
  { decisions, isUncalled }: VerdictFacts,
  sidecarSets: NonNullable<InjectionReport['running']>['sidecarSets'],
): InjectionVerdict {
  const has = (state: (typeof sidecarSets)[number]['state']): boolean =>
    sidecarSets.some((one) => one.state === state)
  if (has('missing')) return isUncalled ? 'not-called' : 'running-without'
  if (has('outdated')) return 'running-outdated'
  return has('up-to-date') ? 'already-injected' : withoutSidecars(decisions)
}

function ofPreview(facts: VerdictFacts): InjectionVerdict {
  const { allowed, decisions, provenance } = facts
  if (facts.isUncalled && decisions.some(isForIt)) return 'not-called'
  if (!allowed) return 'refused'
  if (facts.isUnacceptable) return 'not-accepted'
  if (!decisions.some(isApplied)) return withoutSidecars(decisions)
  return facts.changed && !(provenance && isAllThere(provenance)) ? 'would-be-injected' : 'already-injected'
}

function withoutSidecars(decisions: readonly SidecarSetDecision[]): InjectionVerdict {
  return decisions.some(({ outcome }) => outcome === 'unknown') ? 'unknown' : 'unchanged'
}

/** Whether its containers, or only metadata, go into the Pod. */
export function isApplied({ outcome }: Pick<SidecarSetDecision, 'outcome'>): boolean {
  return outcome === 'injected' || outcome === 'metadata-only'
}

/** Whether a SidecarSet is for the Pod, whatever comes of it. */
function isForIt(decision: SidecarSetDecision): boolean {
  return isApplied(decision) || decision.outcome === 'failed'
}

/** Whether nothing but bookkeeping is written, since all that is injected was there before. */
function isAllThere({ contributions }: Provenance): boolean {
  return contributions.every(
    ({ containers, volumes, annotations, imagePullSecrets }) =>
      containers.every(({ place }) => place === 'unchanged' || place === 'overridden') &&
      volumes.every(({ place }) => place !== 'added') &&
      annotations.every(({ change }) => change === 'kept') &&
      imagePullSecrets.length === 0,
  )
}
