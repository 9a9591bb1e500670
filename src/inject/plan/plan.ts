import type { Container, LocalObjectReference, Volume } from '../../manifest/api-types.js'

/** Where a container goes among the Pod's own. */
export type Placement<T> =
  | { readonly at: 'before-app' | 'after-app'; readonly value: T }
  | { readonly at: 'in-place-of'; readonly index: number; readonly value: T }

/**
 * What injection does to one Pod, in the order in which it is done. Plain data: Pod and patch are two views of it, and
 * it survives `JSON.stringify`.
 */
export interface InjectionPlan {
  /** The namespace that a Pod without one gets. */
  readonly namespace?: string
  /** Annotations that are added or change, by key, with their final value. */
  readonly annotations: Readonly<Record<string, string>>
  readonly initContainers: readonly Placement<Container>[]
  readonly containers: readonly Placement<Container>[]
  /** Volumes that are added behind the Pod's own. */
  readonly volumes: readonly Volume[]
  readonly imagePullSecrets: {
    readonly add: readonly LocalObjectReference[]
    /** Indexes of the Pod's own entries that go, since an earlier one has their name. Ascending. */
    readonly remove: readonly number[]
  }
}

/** The plan that does nothing. */
export const emptyPlan: InjectionPlan = Object.freeze({
  annotations: {},
  initContainers: [],
  containers: [],
  volumes: [],
  imagePullSecrets: { add: [], remove: [] },
})

/** Whether a plan does nothing at all. */
export function isEmptyPlan(plan: InjectionPlan): boolean {
  return (
    plan.namespace === undefined &&
    Object.keys(plan.annotations).length === 0 &&
    plan.initContainers.length === 0 &&
    plan.containers.length === 0 &&
    plan.volumes.length === 0 &&
    plan.imagePullSecrets.add.length === 0 &&
    plan.imagePullSecrets.remove.length === 0
  )
}
