import type { Issue } from '../../../issue/index.js'
import type { SidecarSetResourceBinding } from '../../../manifest/manifest-types.js'
import type { ReferenceDecision } from '../../../reference/index.js'
import type { Contradiction, LabelMismatch } from '../../../selector/index.js'
import type { NearMiss } from '../near-miss/types.js'

/** The revision that a SidecarSet asks for, and what came of it. */
export interface RevisionFacts {
  readonly revisionName?: string
  readonly customVersion?: string
  readonly policy?: string
  /** Name of the ControllerRevision that goes into the Pod; left out where the SidecarSet does as it is. */
  readonly used?: string
}

/** The facts behind a decision. Which are there depends on the reason. Plain data. */
export interface DecisionFacts {
  /** The first requirement of the selector that the labels of the Pod (or the Namespace) do not meet. */
  readonly mismatch?: LabelMismatch
  /** The namespace that the Pod counts as living in. */
  readonly namespace?: string
  /** The namespace that the SidecarSet asks for. */
  readonly wantedNamespace?: string
  /** The operator, revision, phase, volume or annotation that the reason is about. */
  readonly name?: string
  /** What went wrong, in the words of the piece that failed. */
  readonly detail?: string
  /** The references to other namespaces that nothing grants. */
  readonly deniedReferences?: readonly ReferenceDecision[]
  /** Bindings that would grant them, one a namespace, ready to be applied. Names that are taken are avoided. */
  readonly missingBindings?: readonly SidecarSetResourceBinding[]
  /** The smallest change that would make the SidecarSet match, or, where nobody can tell, that would settle it. */
  readonly nearMiss?: NearMiss
  /** Why no labels at all can fit the selector. */
  readonly contradiction?: Contradiction
  /** Which revision is asked for, and which one is taken. */
  readonly revision?: RevisionFacts
  /** What a SidecarSet that matches uses and the profile does not have; among the `issues` too. */
  readonly beyondProfile?: readonly Issue[]
}
