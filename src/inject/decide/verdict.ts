import type { Issue } from '../../issue/index.js'
import type { ReferenceDecision } from '../../reference/index.js'
import type { EffectiveSet } from '../compile/effective-set.js'
import type { SidecarSetDecision } from '../types.js'

/** What is known of one SidecarSet before anything is planned. */
export interface Verdict {
  readonly decision: SidecarSetDecision
  /** What goes into the Pod, where the SidecarSet applies. */
  readonly set?: EffectiveSet
  readonly references: readonly ReferenceDecision[]
  readonly issues: readonly Issue[]
}
