import type { LabelSelector } from '../manifest/api-types.js'
import {
  compileForOverlap,
  compileLenientSelector,
  contradictionAmong,
  overlapCrudely,
  type Contradiction,
  type LenientSelector,
  type OverlapFacts,
} from '../selector/index.js'
import { namespaceSelectorOfAlpha } from '../sidecarset/convert-sidecar-set.js'
import type { StoredSidecarSet } from '../sidecarset/read-sidecar-set.js'

/** Which Pods a SidecarSet is for, ready to be compared with that of others. */
export interface Reach {
  readonly selector: ComparedSelector | undefined
  /** Absent for Pods of every namespace. */
  readonly namespaceSelector: ComparedSelector | undefined
}

/** A selector, read once for any number of comparisons. */
export interface ComparedSelector {
  readonly overlap: OverlapFacts
  readonly requirements: LenientSelector['requirements']
}

/** The namespaces that a SidecarSet names. The `namespace` of a v1alpha1 one outweighs its selector. */
export function namespaceSelectorOf({ spec, version }: StoredSidecarSet): LabelSelector | undefined {
  return version === 'v1alpha1' ? namespaceSelectorOfAlpha(spec) : spec.namespaceSelector
}

/** The reach of a SidecarSet. */
export function reachOf(set: StoredSidecarSet): Reach {
  return {
    selector: compareSelector(set.spec.selector),
    namespaceSelector: compareSelector(namespaceSelectorOf(set)),
  }
}

/** Prepares a selector for comparisons. */
export function compareSelector(selector: LabelSelector | undefined): ComparedSelector | undefined {
  if (selector === undefined) return undefined
  const { requirements } = compileLenientSelector(selector, { empty: 'everything' })
  return { overlap: compileForOverlap(selector), requirements }
}

/** Whether two SidecarSets may meet in a Pod by OpenKruise's rule, which is not exact in either direction. */
export function mayMeet(a: Reach, b: Reach): boolean {
  return namespacesMayMeet(a, b) && overlap(a.selector, b.selector)
}

/** Whether two SidecarSets may have a namespace in common, by the same rule. */
export function namespacesMayMeet(a: Reach, b: Reach): boolean {
  return overlap(a.namespaceSelector, b.namespaceSelector)
}

function overlap(a: ComparedSelector | undefined, b: ComparedSelector | undefined): boolean {
  return a === undefined || b === undefined || overlapCrudely(a.overlap, b.overlap)
}

/** A proof that no Pod can be selected by both; `undefined` where some may be. */
export function provenApart(a: Reach, b: Reach): Contradiction | undefined {
  return contradiction(a.selector, b.selector) ?? contradiction(a.namespaceSelector, b.namespaceSelector)
}

function contradiction(
  a: ComparedSelector | undefined,
  b: ComparedSelector | undefined,
): Contradiction | undefined {
  if (a === undefined || b === undefined) return undefined
  return contradictionAmong([...a.requirements, ...b.requirements])
}
