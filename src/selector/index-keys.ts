import type { LenientSelector } from './lenient-selector.js'
import type { Requirement } from './requirement.js'

/** The part of a selector that an index needs. */
export type IndexableSelector = Pick<LenientSelector, 'scope' | 'requirements' | 'unknownOperator'>

/** A selector over an object's labels, and one over those of the Namespace it is in. */
export interface IndexableSelectors {
  readonly selector: IndexableSelector
  /** Absent: any Namespace will do. */
  readonly namespaceSelector?: IndexableSelector | undefined
}

/** A label that must be there for selectors to fit. */
export interface IndexKey {
  /** Whose label it is. */
  readonly side: 'own' | 'namespace'
  readonly key: string
  /** The value it must have, or all that it may have, each once. Absent: any. */
  readonly value: string | readonly string[] | undefined
}

/** When selectors have to be looked at: never, always, or only for labels with one of the keys, whichever of them. */
export type IndexKeys = 'never' | 'always' | IndexKey | readonly IndexKey[]

/**
 * Finds out for which labels selectors have to be looked at. Short, and made once for any number of indexes: building
 * one over thousands of selectors spends its time on walking through memory.
 *
 * 1. `matchLabels`, `In` and `Exists` ask for a label. `NotIn` and `DoesNotExist` are met by having nothing, so they ask
 *    for none.
 * 2. The error of an unknown operator is for every object of the Namespaces that are selected, whatever its labels. In a
 *    selector over Namespaces it matches nothing.
 */
export function findIndexKeys({ selector, namespaceSelector }: IndexableSelectors): IndexKeys {
  const isErroneous = selector.unknownOperator !== undefined
  if (selector.scope === 'nothing' && !isErroneous) return 'never'
  if (namespaceSelector !== undefined && matchesNothing(namespaceSelector)) return 'never'
  const keys = [
    ...(isErroneous ? [] : selector.requirements.flatMap((each) => keyOf(each, 'own'))),
    ...(namespaceSelector?.requirements.flatMap((each) => keyOf(each, 'namespace')) ?? []),
  ]
  const [first] = keys
  if (first === undefined) return 'always'
  return keys.length === 1 ? first : keys
}

function matchesNothing({ scope, unknownOperator }: IndexableSelector): boolean {
  return scope === 'nothing' || unknownOperator !== undefined
}

function keyOf({ operator, key, values }: Requirement, side: IndexKey['side']): readonly IndexKey[] {
  switch (operator) {
    case 'Equals':
    case 'In':
      return [{ side, key, value: values.length === 1 ? values[0] : [...new Set(values)] }]
    case 'Exists':
      return [{ side, key, value: undefined }]
    case 'NotIn':
    case 'DoesNotExist':
      return []
  }
}
