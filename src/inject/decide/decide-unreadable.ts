import { createIssueCollector, toFieldPath, type FieldPath } from '../../issue/index.js'
import { type CompiledConfig, adviseProfile } from '../compile/compile-config.js'
import type { UnreadableSet } from '../compile/unreadable-set.js'
import type { PodHead } from '../pod.js'
import type { ExplainRequest } from '../types.js'
import { ignoreUpdate, makeDecision } from './decide.js'
import { isOutOfQuestion, matchSet, type Match } from './match.js'
import type { Verdict } from './verdict.js'

/**
 * Decides about SidecarSets that cannot be read.
 *
 * 1. An UPDATE injects nothing, so nothing is missed.
 * 2. One that is certainly not for the Pod is skipped, for the reason that a readable one would be.
 * 3. Any other is `unknown`, with a warning; where `unreadable` is `deny`, it refuses the Pod.
 */
export function decideUnreadable(
  set: UnreadableSet,
  head: PodHead,
  config: CompiledConfig,
  request: ExplainRequest,
): Verdict {
  const { name } = set
  if (request.operation === 'UPDATE') return ignoreUpdate(name)
  const excluded = findExclusion(set, head, config)
  if (excluded !== undefined) {
    const decision = makeDecision(name, 'skipped', excluded.reason, excluded.facts)
    return { decision, references: [], issues: [] }
  }
  const outcome = config.unreadablePolicy === 'deny' ? 'failed' : 'unknown'
  const mistakes = set.issues.map(({ path, message }) => [...pathOf(path), message].join(': '))
  const detail = [...mistakes, ...adviseProfile(set)].join('; ')
  const decision = makeDecision(name, outcome, 'sidecar-set-unreadable', { detail })
  const issues = createIssueCollector({ kind: 'SidecarSet', name })
  if (outcome === 'failed') issues.error('sidecar-set-unreadable', decision.message)
  else issues.warning('sidecar-set-unreadable', decision.message)
  return { decision, references: [], issues: issues.list }
}

function pathOf(path: FieldPath): readonly string[] {
  return path.length === 0 ? [] : [toFieldPath(path)]
}

/** Whether it is certainly not for the Pod. Cheap: it is asked for every Pod. */
export function isRuledOut({ targets }: UnreadableSet, head: PodHead): boolean {
  return targets.every((target) => isOutOfQuestion(target, head))
}

/** Why it is certainly not for the Pod; undefined where it may be. */
export function findExclusion(
  { targets }: UnreadableSet,
  head: PodHead,
  { namespaces }: CompiledConfig,
): (Match & { readonly matched: false }) | undefined {
  let first: (Match & { readonly matched: false }) | undefined
  for (const target of targets) {
    const match = matchSet(target, head, namespaces)
    if (match.matched || match.outcome !== 'skipped') return undefined
    first ??= match
  }
  return first
}
