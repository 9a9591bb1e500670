import type { Issue } from '../../issue/index.js'
import type { SidecarSetResourceBinding } from '../../manifest/manifest-types.js'
import type { ReferenceDecision } from '../../reference/index.js'
import type { Contradiction, LabelMismatch } from '../../selector/index.js'
import type { NearMiss } from './near-miss.js'
import type { SidecarSetOutcome } from '../types.js'

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
  /** The namespace that the Pod counts as living in; of a missing revision, the one it is looked for in. */
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

/**
 * What an object has and what is wanted of it.
 *
 * @example describeMismatch({ mismatch: { key: 'tier', operator: 'In', wanted: ['backend'], actual: 'web', path: [] } }, 'spec.selector')
 * // 'has label tier=web, and spec.selector wants tier In (backend)'
 */
export function describeMismatch({ mismatch }: DecisionFacts, field: string): string {
  if (mismatch === undefined) return `does not fit ${field}`
  const { key, actual } = mismatch
  const has = actual === undefined ? `has no label ${key}` : `has label ${formatLabel(key, actual)}`
  return `${has}, and ${field} wants ${describeRequirement(mismatch)}`
}

/** A requirement as a person would say it: `tier In (backend, cache)`. */
export function describeRequirement({ key, operator, wanted }: LabelMismatch): string {
  switch (operator) {
    case 'Equals':
      return formatLabel(key, wanted[0] ?? '')
    case 'Exists':
      return `a label ${key}`
    case 'DoesNotExist':
      return `no label ${key}`
    case 'In':
    case 'NotIn':
      return `${key} ${operator} (${wanted.join(', ')})`
  }
}

/** A label as `key=value`, with an empty value made visible. */
export function formatLabel(key: string, value: string): string {
  return `${key}=${value === '' ? '""' : value}`
}
