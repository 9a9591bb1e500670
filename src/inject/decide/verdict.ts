import type { Issue } from '../../issue/index.js'
import type { ReferenceDecision } from '../../reference/index.js'
import type { CompiledSet } from '../compile/compiled-set.js'
import type { EffectiveSet } from '../compile/effective-set.js'
import type { SidecarSetDecision } from '../types.js'

/** What is known of one SidecarSet before anything is planned. */
export interface Verdict {
  readonly decision: SidecarSetDecision
  /** The SidecarSet and what of it goes into the Pod, where it applies. */
  readonly applied?: { readonly compiled: CompiledSet; readonly set: EffectiveSet }
  readonly references: readonly ReferenceDecision[]
  readonly issues: readonly Issue[]
}

/** What goes into the Pod, in visiting order. */
export function setsOf(verdicts: readonly Verdict[]): readonly EffectiveSet[] {
  const sets: EffectiveSet[] = []
  for (const { applied } of verdicts) if (applied !== undefined) sets.push(applied.set)
  return sets
}
