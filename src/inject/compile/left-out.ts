import { SidecarSetError, type Issue } from '../../issue/index.js'
import type { UnreadableSet } from './unreadable-set.js'

/** What becomes of what cannot be read. */
export type UnreadablePolicy = 'leave-out' | 'deny' | 'throw'

/** What of a configuration cannot be used. */
export interface LeftOut {
  readonly sets: readonly UnreadableSet[]
  /** Of bindings, Namespaces and ControllerRevisions. */
  readonly bindings: readonly Issue[]
  readonly namespaces: readonly Issue[]
  readonly revisions: readonly Issue[]
}

/**
 * All that is wrong with what cannot be used, each with what it means for Pods.
 *
 * @throws SidecarSetError with all of it, where the policy says so and there is some
 */
export function listLeftOut(
  { sets, bindings, namespaces, revisions }: LeftOut,
  policy: UnreadablePolicy,
): readonly Issue[] {
  const issues = [
    ...sets.flatMap((set) => withConsequence(set.issues, consequenceOf(set, policy))),
    ...withConsequence(bindings, 'it grants nothing'),
    ...withConsequence(namespaces, 'the labels of this Namespace count as not given'),
    ...withConsequence(revisions, 'it counts as missing, and a SidecarSet that asks for it refuses its Pods'),
  ]
  if (policy === 'throw' && issues.length > 0) throw new SidecarSetError('injection', issues)
  return issues
}

function withConsequence(issues: readonly Issue[], consequence: string): readonly Issue[] {
  return issues.map((issue) => ({ ...issue, message: `${issue.message}; ${consequence}` }))
}

function consequenceOf(set: UnreadableSet, policy: UnreadablePolicy): string {
  const pods =
    policy === 'deny' ? 'Pods that it may select are refused' : 'Pods that it selects get nothing of it'
  return [pods, ...adviseProfile(set)].join('; ')
}

/** What reads a SidecarSet that is only too new. */
export function adviseProfile({ readableWith }: UnreadableSet): readonly string[] {
  return readableWith === undefined ? [] : [`pass profile: '${readableWith}' to read it`]
}
