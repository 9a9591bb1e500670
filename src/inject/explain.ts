import type { Pod } from '../manifest/api-types.js'
import type { CompiledConfig } from './compile-config.js'
import { decide, makeDecision } from './decide.js'
import { readPodHead } from './pod-subject.js'
import { inVisitingOrder, matters, planFor, whyUntouched } from './prepare.js'
import { profileBehaviours } from './profile-behaviour.js'
import type { ReasonCode } from './reasons.js'
import type { InjectionRequest, SidecarSetDecision } from './types.js'

/** One decision for every SidecarSet, whether it mattered or not. */
export function explain(
  config: CompiledConfig,
  pod: Pod,
  request: InjectionRequest,
): readonly SidecarSetDecision[] {
  const all = (reason: ReasonCode, facts = {}): readonly SidecarSetDecision[] =>
    config.sets.map((set) => makeDecision(set.name, 'skipped', reason, facts))
  const read = readPodHead(pod, request, profileBehaviours[config.profile])
  if (!read.ok) return all('pod-unreadable', { detail: read.issues.map(({ message }) => message).join('; ') })
  const untouched = whyUntouched(read.value, request)
  if (untouched !== undefined) return all(untouched, { name: read.value.inactive ?? 'UPDATE' })
  const ordered = inVisitingOrder(config.sets, read.value, config)
  const verdicts = ordered.map((set) => decide(set, read.value, config, request))
  const planned = planFor(config, read.value, verdicts.filter(matters), request)
  const final = new Map(planned.decisions.map((decision) => [decision.sidecarSet, decision]))
  return verdicts.map(({ decision }) => final.get(decision.sidecarSet) ?? decision)
}
