import { textAt } from '../../read/index.js'
import { closestWord } from '../../text/suggestions.js'
import { messageText } from '../../text/visible.js'
import type { PodHead } from '../pod.js'
import { formatLabel } from './facts.js'
import type { MatchChange, NearMissHint } from './near-miss.js'

/**
 * What the Pod has that its author probably took for the label that is missing. For each label to set, the first that
 * applies:
 *
 * 1. The label is there, and its value differs only in case.
 * 2. The value is there, under a key that is nearly the one.
 * 3. An annotation has this key and value.
 */
export function findHints(
  changes: readonly MatchChange[],
  { pod, labels }: PodHead,
): readonly NearMissHint[] {
  return changes.flatMap((change) => {
    if (change.change !== 'set-label' || change.setBy !== undefined) return []
    return otherCase(change) ?? misspeltKey(change, labels) ?? annotation(change, pod) ?? []
  })
}

type SetLabel = Extract<MatchChange, { readonly change: 'set-label' }>

function otherCase({ key, value, actual }: SetLabel): NearMissHint | undefined {
  if (actual === undefined || actual.toLowerCase() !== value.toLowerCase()) return undefined
  const message = `the Pod has ${formatLabel(key, actual)}, and capitals count`
  return { hint: 'other-case', key, actual, message: messageText(message) }
}

function misspeltKey(
  { key, value, actual, isExample }: SetLabel,
  labels: PodHead['labels'],
): NearMissHint | undefined {
  if (actual !== undefined) return undefined
  const fitting = Object.keys(labels).filter((own) => isExample === true || labels[own] === value)
  const near =
    fitting.find((own) => own !== key && letters(own) === letters(key)) ?? closestWord(key, fitting)
  if (near === undefined) return undefined
  const found = labels[near] ?? ''
  const message = `the Pod has ${formatLabel(near, found)}; is the key misspelt?`
  return { hint: 'misspelt-key', key: near, actual: found, message: messageText(message) }
}

/** Two that are swapped make no other word, however short it is. */
function letters(key: string): string {
  return [...key.toLowerCase()].sort().join('')
}

function annotation({ key, value, isExample }: SetLabel, pod: PodHead['pod']): NearMissHint | undefined {
  const actual = textAt(pod, 'metadata', 'annotations', key)
  if (actual === undefined || !(isExample === true || actual === value)) return undefined
  const message = `the Pod has an annotation ${isExample === true ? key : formatLabel(key, actual)}; selectors read labels only`
  // The value of an annotation may be secret, but this one is what the selector asks for.
  return { hint: 'annotation', key, ...(isExample === true ? {} : { actual }), message: messageText(message) }
}
