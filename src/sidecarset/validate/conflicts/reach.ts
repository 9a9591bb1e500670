import { findContradiction, selectorsOverlapCrudely, type Contradiction } from '../../../selector/index.js'
import type { LabelSelector } from '../../../manifest/api-types.js'
import type { StoredSidecarSet } from '../../read-sidecar-set.js'

/** The label by which every Namespace carries its own name. */
export const namespaceNameLabel = 'kubernetes.io/metadata.name'

/** Which Pods a SidecarSet is for. */
export interface Reach {
  readonly selector: LabelSelector | undefined
  /** Absent for Pods of every namespace. */
  readonly namespaceSelector: LabelSelector | undefined
}

/** The reach of a SidecarSet. The `namespace` of a v1alpha1 one is a selector for its name, and outweighs another. */
export function reachOf({ spec, version }: StoredSidecarSet): Reach {
  const { selector, namespace = '', namespaceSelector } = spec
  if (version !== 'v1alpha1' || namespace === '') return { selector, namespaceSelector }
  return { selector, namespaceSelector: { matchLabels: { [namespaceNameLabel]: namespace } } }
}

/**
 * Whether two SidecarSets may meet in a Pod as OpenKruise reckons it, which is not exact in either direction.
 */
export function mayMeet(a: Reach, b: Reach): boolean {
  return namespacesMayMeet(a, b) && overlap(a.selector, b.selector)
}

/** Whether two SidecarSets may have a namespace in common, as OpenKruise reckons it. */
export function namespacesMayMeet(a: Reach, b: Reach): boolean {
  return overlap(a.namespaceSelector, b.namespaceSelector)
}

function overlap(a: LabelSelector | undefined, b: LabelSelector | undefined): boolean {
  return a === undefined || b === undefined || selectorsOverlapCrudely(a, b)
}

/** A proof that no Pod can be selected by both; `undefined` where some may be. */
export function provenApart(a: Reach, b: Reach): Contradiction | undefined {
  return contradiction(a.selector, b.selector) ?? contradiction(a.namespaceSelector, b.namespaceSelector)
}

function contradiction(
  a: LabelSelector | undefined,
  b: LabelSelector | undefined,
): Contradiction | undefined {
  return a === undefined || b === undefined ? undefined : findContradiction(a, b)
}
