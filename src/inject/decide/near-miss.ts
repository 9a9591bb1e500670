import { messageText } from '../../text/visible.js'
import type { BindingId } from '../../reference/index.js'
import { formatLabel } from './facts.js'

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
 * - `fix-binding`: one part of a SidecarSetResourceBinding would have to be `value`, and is `actual`. Its other parts fit.
 */
export type NearMissChange =
  | ({ readonly change: 'set-label' } & LabelToSet & LabelOrigin)
  | ({ readonly change: 'remove-label' } & LabelToRemove & LabelOrigin)
  | { readonly change: 'set-namespace'; readonly namespace: string; readonly actual: string }
  | ({ readonly change: 'set-namespace-label'; readonly namespace: string } & LabelToSet)
  | ({ readonly change: 'remove-namespace-label'; readonly namespace: string } & LabelToRemove)
  | { readonly change: 'resume' }
  | {
      readonly change: 'fix-binding'
      readonly binding: BindingId
      readonly field: 'namespace' | 'subject' | 'subject-kind' | 'object' | 'object-kind'
      readonly value: string
      readonly actual: string
    }

/** A change after which a SidecarSet matches. */
export type MatchChange = Exclude<NearMissChange, { readonly change: 'fix-binding' }>

/**
 * What is there and was probably meant to be the label that is missing.
 *
 * - `other-case`: the label is there, and its value differs only in case.
 * - `misspelt-key`: a label has the value, and nearly the key.
 * - `annotation`: an annotation of the Pod has this key and value.
 * - `label-on-workload`: the workload itself has the label, and the template of its Pods has not.
 */
export interface NearMissHint {
  readonly hint: 'other-case' | 'misspelt-key' | 'annotation' | 'label-on-workload'
  /** The key that is there. */
  readonly key: string
  /** The value that is there. */
  readonly actual?: string
  /** The hint as a sentence. Its wording is no contract. */
  readonly message: string
}

/**
 * The smallest change that would make a SidecarSet match a Pod it does not match; of one that matches and may not read
 * what it refers to, what would make the bindings there are grant it.
 */
export interface NearMiss {
  /** Never empty. All of them together are needed. */
  readonly changes: readonly NearMissChange[]
  /** Absent where there are none. */
  readonly hints?: readonly NearMissHint[]
  /** The changes as a sentence. Its wording is no contract. */
  readonly message: string
}

/**
 * The changes as one sentence without a full stop.
 *
 * @example describeChanges([{ change: 'set-label', key: 'tier', value: 'backend', actual: 'frontend' }])
 * // 'would match if the Pod had label tier=backend'
 */
export function describeChanges(changes: readonly MatchChange[]): string {
  let subject = ''
  const clauses = changes.map((change) => {
    const clause = describeChange(change)
    const text = clause.subject === subject ? clause.text : `${clause.subject}${clause.text}`
    subject = clause.subject
    return text
  })
  return messageText(`would match if ${joinWithAnd(clauses)}`)
}

/** A clause; one with the subject of the clause before does without. */
interface Clause {
  readonly subject: string
  readonly text: string
}

function describeChange(change: MatchChange): Clause {
  switch (change.change) {
    case 'set-label': {
      const origin = change.setBy === undefined ? '' : ', which the platform adds after scheduling'
      return { subject: 'the Pod had ', text: `${describeLabel(change)}${origin}` }
    }
    case 'remove-label': {
      const origin = change.setBy === undefined ? '' : ', which the platform adds on virtual nodes'
      return { subject: 'the Pod had ', text: `no label ${change.key}${origin}` }
    }
    case 'set-namespace':
      return { subject: '', text: `the Pod were in namespace ${change.namespace}` }
    case 'set-namespace-label':
      return { subject: `Namespace ${change.namespace} had `, text: describeLabel(change) }
    case 'remove-namespace-label':
      return { subject: `Namespace ${change.namespace} had `, text: `no label ${change.key}` }
    case 'resume':
      return { subject: '', text: 'injection were not paused' }
  }
}

function describeLabel({ key, value, isExample }: LabelToSet): string {
  return isExample === true
    ? `a label ${key}, for example ${formatLabel(key, value)}`
    : `label ${formatLabel(key, value)}`
}

/** With a comma before `and` where a clause has commas of its own. */
function joinWithAnd(clauses: readonly string[]): string {
  const last = clauses[clauses.length - 1] ?? ''
  if (clauses.length < 2) return last
  const needsComma = clauses.length > 2 || clauses.some((clause) => clause.includes(','))
  return `${clauses.slice(0, -1).join(', ')}${needsComma ? ', and ' : ' and '}${last}`
}
