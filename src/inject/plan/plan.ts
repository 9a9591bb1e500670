import type { Container, LocalObjectReference, Volume } from '../../manifest/api-types.js'

/** JSON text, and whether all of it is ASCII: nobody who encodes it has to look through it again. */
export interface JsonText {
  readonly text: string
  readonly isAscii: boolean
}

const beyondAscii = /[\u0080-\uffff]/

export function writeJson(value: unknown): JsonText {
  const text = JSON.stringify(value)
  return { text, isAscii: !beyondAscii.test(text) }
}

/** Several JSON texts as one list. */
export function joinJson(list: readonly JsonText[]): JsonText {
  return {
    text: `[${list.map(({ text }) => text).join(',')}]`,
    isAscii: list.every(({ isAscii }) => isAscii),
  }
}

/** Something that is put into a Pod. */
export interface Part<T> {
  readonly value: T
  /** The value as JSON text, where it was written once for all Pods. */
  readonly json?: JsonText
}

/** Where a container goes among the Pod's own. */
export type Placement<T> =
  | (Part<T> & { readonly at: 'before-app' | 'after-app' })
  | (Part<T> & { readonly at: 'in-place-of'; readonly index: number })

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
  readonly volumes: readonly Part<Volume>[]
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
