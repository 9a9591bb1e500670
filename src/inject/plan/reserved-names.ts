import type { Pod } from '../../manifest/api-types.js'
import {
  hashAnnotation,
  hashWithoutImageAnnotation,
  injectedListAnnotation,
  workingContainerAnnotation,
} from '../../sidecarset/annotation-names.js'
import type { EffectiveSet } from '../compile/effective-set.js'
import type { InjectionPlan } from './plan.js'
import type { PodSubject } from '../pod/pod-subject.js'

/** The names in a Pod that a plan depends on: where the Pod has none of them, the plan is the same for every Pod. */
export interface ReservedNames {
  readonly annotations: readonly string[]
  readonly containers: ReadonlySet<string>
  readonly initContainers: ReadonlySet<string>
  readonly volumes: ReadonlySet<string>
  readonly bringsSecrets: boolean
}

/** The names that a plan made for a Pod without anything would meet in another Pod. */
export function reserveNames(plan: InjectionPlan, sets: readonly EffectiveSet[]): ReservedNames {
  const namesOf = (placements: InjectionPlan['containers']): ReadonlySet<string> =>
    new Set(placements.map(({ value }) => value.name ?? ''))
  return {
    annotations: [
      ...new Set([
        hashAnnotation,
        hashWithoutImageAnnotation,
        injectedListAnnotation,
        workingContainerAnnotation,
        ...Object.keys(plan.annotations),
      ]),
    ],
    containers: namesOf(plan.containers),
    initContainers: namesOf(plan.initContainers),
    volumes: new Set(plan.volumes.map((volume) => volume.name ?? '')),
    bringsSecrets: sets.some((set) => set.imagePullSecrets.length > 0),
  }
}

/** Whether a Pod has none of the names, so that a plan made without it is its plan. */
export function isFreeOf(subject: PodSubject, reserved: ReservedNames): boolean {
  return (
    subject.imagePullSecrets.length <= (reserved.bringsSecrets ? 0 : 1) &&
    hasNone(subject.containers, reserved.containers) &&
    hasNone(subject.initContainers, reserved.initContainers) &&
    hasNone(subject.volumes, reserved.volumes) &&
    !reserved.annotations.some((key) => Object.hasOwn(subject.annotations, key))
  )
}

function hasNone(
  list: readonly { readonly name?: string | undefined }[],
  names: ReadonlySet<string>,
): boolean {
  for (const { name } of list) if (names.has(name ?? '')) return false
  return true
}

/** What of a Pod's structure a patch depends on: which parents are there to add to. One text for each combination. */
export function shapeOf({ metadata, spec }: Pod): string {
  const has = (value: unknown): string => (value === undefined || value === null ? '0' : '1')
  return (
    has(metadata) +
    has(metadata?.annotations) +
    has(spec) +
    has(spec?.initContainers) +
    has(spec?.containers) +
    has(spec?.volumes) +
    has(spec?.imagePullSecrets)
  )
}
