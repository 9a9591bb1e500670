/** A label to set, on a Pod or on a Namespace. */
export interface LabelToSet {
  readonly key: string
  readonly value: string
  /** What the label is now; left out where there is none. */
  readonly actual?: string
  /** The value is one of many that would do: only the presence of the label is asked for. */
  readonly isExample?: true
}

/** A label that must not be there. */
export interface LabelToRemove {
  readonly key: string
  /** What the label is now; left out where nobody knows. */
  readonly actual?: string
}

/** Who sets a label, where it is not the author of the Pod: `platform` for one of the injector's `platformLabels`. */
export interface LabelOrigin {
  readonly setBy?: 'platform'
}

/**
 * One thing to change.
 *
 * - `set-label`, `remove-label`: a label of the Pod.
 * - `set-namespace`: the Pod would have to be in another namespace.
 * - `set-namespace-label`, `remove-namespace-label`: a label of the Namespace that is named.
 * - `resume`: `spec.injectionStrategy.paused` of the SidecarSet would have to be false.
 */
export type NearMissChange =
  | ({ readonly change: 'set-label' } & LabelToSet & LabelOrigin)
  | ({ readonly change: 'remove-label' } & LabelToRemove & LabelOrigin)
  | { readonly change: 'set-namespace'; readonly namespace: string; readonly actual: string }
  | ({ readonly change: 'set-namespace-label'; readonly namespace: string } & LabelToSet)
  | ({ readonly change: 'remove-namespace-label'; readonly namespace: string } & LabelToRemove)
  | { readonly change: 'resume' }

/** The smallest change that would make a SidecarSet match a Pod it does not match. */
export interface NearMiss {
  /** Never empty. All of them together are needed. */
  readonly changes: readonly NearMissChange[]
  /** The changes as a sentence. Its wording is no contract. */
  readonly message: string
}
