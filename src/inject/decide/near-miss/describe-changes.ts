import { messageText } from '../../../text/visible.js'
import { formatLabel } from '../reasons/describe-mismatch.js'
import type { LabelToSet, NearMissChange } from './types.js'

/**
 * The changes as one sentence without a full stop.
 *
 * @example describeChanges([{ change: 'set-label', key: 'tier', value: 'backend', actual: 'frontend' }])
 * // 'would match if the Pod had label tier=backend'
 */
export function describeChanges(changes: readonly NearMissChange[]): string {
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

function describeChange(change: NearMissChange): Clause {
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
