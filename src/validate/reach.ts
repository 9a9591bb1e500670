import { schemaOf, structOf } from '../kubernetes/go-struct/index.js'
import { lazy } from '../lazy.js'
import type { LabelSelector } from '../manifest/api-types.js'
import type { ProfileName } from '../profile.js'
import { type JsonObject, textAt, valueAt } from '../read/index.js'
import {
  compileForOverlap,
  contradictionAmong,
  overlapCrudely,
  requirementsOf,
  type Contradiction,
  type OverlapFacts,
  type Requirement,
} from '../selector/index.js'
import { namespaceSelectorOfAlpha } from '../sidecarset/convert-sidecar-set.js'
import { specTypeName, type StoredSidecarSet } from '../sidecarset/read-sidecar-set.js'

/** Which Pods a SidecarSet is for, ready to be compared with that of others. */
export interface Reach {
  readonly selector: ComparedSelector | undefined
  /** Absent for Pods of every namespace. */
  readonly namespaceSelector: ComparedSelector | undefined
}

/** A selector, read once for any number of comparisons. */
interface ComparedSelector {
  readonly overlap: OverlapFacts
  readonly requirements: () => readonly Requirement[]
}

/** The namespaces that a SidecarSet names. The `namespace` of a v1alpha1 one outweighs its selector. */
export function namespaceSelectorOf({ spec, version }: StoredSidecarSet): LabelSelector | undefined {
  return version === 'v1alpha1' ? namespaceSelectorOfAlpha(spec) : spec.namespaceSelector
}

/** The reach of a SidecarSet, from its manifest as written. What cannot be read of it asks for nothing. */
export function reachOf(raw: JsonObject, profile: ProfileName): Reach {
  const version = textAt(raw, 'apiVersion') === 'apps.kruise.io/v1beta1' ? 'v1beta1' : 'v1alpha1'
  const { byName } = structOf(schemaOf(profile), specTypeName(version))
  const field = (name: string): unknown => (byName.has(name) ? valueAt(raw, 'spec', name) : undefined)
  const namespace = field('namespace')
  const namespaceSelector = compareSelector(field('namespaceSelector'))
  return {
    selector: compareSelector(field('selector')),
    namespaceSelector:
      typeof namespace === 'string' && namespace !== ''
        ? compareSelector(namespaceSelectorOfAlpha({ namespace }))
        : namespaceSelector,
  }
}

function compareSelector(selector: unknown): ComparedSelector | undefined {
  if (selector === undefined || selector === null) return undefined
  const overlap = compileForOverlap(selector)
  return { overlap, requirements: lazy(() => requirementsOf(overlap.demands)) }
}

/** Whether a SidecarSet asks for any label: one that asks for none selects nothing. */
export function asksForLabels({ selector }: Reach): boolean {
  return selector !== undefined && selector.requirements().length > 0
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
  return contradictionAmong([...a.requirements(), ...b.requirements()])
}
