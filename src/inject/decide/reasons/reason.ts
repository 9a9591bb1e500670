import type { SidecarSetOutcome } from '../../types.js'
import type { DecisionFacts } from './facts.js'

/** All that is to be said about one reason. */
export interface Reason {
  /** One sentence without values, for the documentation. */
  readonly summary: string
  /** The outcomes it comes with. */
  readonly outcomes: readonly SidecarSetOutcome[]
  /** The facts that come with it, or may. `revision` and `beyondProfile` may come with every reason of a SidecarSet that matches. */
  readonly facts: readonly (keyof DecisionFacts)[]
  /** The reason in one sentence without a full stop, made of the facts. */
  readonly sentence: (facts: DecisionFacts) => string
  /** What to do about it, in one sentence without a full stop. Absent where there is nothing to mend. */
  readonly advice?: (facts: DecisionFacts) => string
}

/** Reasons by code. */
export type ReasonCatalog<Code extends string> = Readonly<Record<Code, Reason>>
