import { toFieldPath, type FieldPath, type Issue } from '../../issue/index.js'
import { type CompiledConfig, adviseProfile } from '../compile/compile-config.js'
import type { UnreadableSet } from '../compile/unreadable-set.js'
import type { PodHead } from '../pod.js'
import type { ExplainRequest } from '../types.js'
import { ignoreUpdate } from './decide.js'
import { isOutOfQuestion, matchSet, type Match } from './match.js'
import { describeReason } from './reasons.js'
import { makeDecision, verdictOf, type Verdict } from './verdict.js'

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
  if (excluded !== undefined) return verdictOf(makeDecision(name, 'skipped', excluded.reason, excluded.facts))
  const outcome = config.unreadablePolicy === 'deny' ? 'failed' : 'unknown'
  const mistakes = set.issues.map(({ path, message }) => [...pathOf(path), message].join(': '))
  const detail = [...mistakes, ...adviseProfile(set)].join('; ')
  const issue: Issue = {
    code: 'sidecar-set-unreadable',
    severity: outcome === 'failed' ? 'error' : 'warning',
    message: describeReason('sidecar-set-unreadable', { detail }),
    path: [],
    resource: { kind: 'SidecarSet', name },
  }
  return { ...verdictOf(makeDecision(name, outcome, 'sidecar-set-unreadable', { detail })), issues: [issue] }
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
