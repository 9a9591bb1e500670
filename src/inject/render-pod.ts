import { extend } from '../read/index.js'
import type { Container, LocalObjectReference, ObjectMeta, Pod, PodSpec } from '../manifest/api-types.js'
import type { InjectionPlan, Placement } from './plan/plan.js'
import { copyPlain } from '../kubernetes/plain-data.js'
import { listOf } from './pod.js'

/** An object while it is being made. */
type Fresh<T> = { -readonly [Key in keyof T]: T[Key] }

/**
 * The Pod with a plan carried out, which must have been made for this Pod. It shares nothing with the input, the plan, or
 * any other result.
 */
export function renderPod<P extends Pod>(input: P, plan: InjectionPlan): P {
  const pod = copyPlain(input)
  const changes: Fresh<Partial<Pod>> = {}
  if (touchesMetadata(plan)) changes.metadata = renderMetadata(pod.metadata, plan)
  if (touchesSpec(plan)) changes.spec = renderSpec(pod.spec, plan)
  return extend<P>(pod, changes as Partial<P>)
}

function touchesMetadata(plan: InjectionPlan): boolean {
  return plan.namespace !== undefined || hasKeys(plan.annotations)
}

function touchesSpec({
  initContainers,
  containers,
  volumes,
  imagePullSecrets: { add, remove },
}: InjectionPlan): boolean {
  return initContainers.length + containers.length + volumes.length + add.length + remove.length > 0
}

function hasKeys(object: object): boolean {
  for (const _ in object) return true
  return false
}

function renderMetadata(metadata: ObjectMeta | undefined, plan: InjectionPlan): ObjectMeta {
  const changes: Fresh<ObjectMeta> = {}
  if (plan.namespace !== undefined) changes.namespace = plan.namespace
  const own = metadata?.annotations
  if (hasKeys(plan.annotations))
    changes.annotations =
      own === undefined || own === null ? { ...plan.annotations } : extend(own, plan.annotations)
  return extend(metadata, changes)
}

function renderSpec(spec: PodSpec | undefined, plan: InjectionPlan): PodSpec {
  const { initContainers, containers, volumes, imagePullSecrets } = plan
  const changes: Fresh<PodSpec> = {}
  if (volumes.length > 0)
    changes.volumes = [...listOf(spec?.volumes), ...volumes.map(({ value }) => copyPlain(value))]
  if (initContainers.length > 0) changes.initContainers = place(listOf(spec?.initContainers), initContainers)
  if (containers.length > 0) changes.containers = place(listOf(spec?.containers), containers)
  if (imagePullSecrets.add.length + imagePullSecrets.remove.length > 0)
    changes.imagePullSecrets = renderSecrets(listOf(spec?.imagePullSecrets), plan)
  return extend(spec, changes)
}

function place(own: readonly Container[], placements: readonly Placement<Container>[]): readonly Container[] {
  const front: Container[] = []
  const middle = own.slice()
  const behind: Container[] = []
  for (const placement of placements) {
    const container = copyPlain(placement.value)
    if (placement.at === 'in-place-of') middle[placement.index] = container
    else if (placement.at === 'before-app') front.push(container)
    else behind.push(container)
  }
  return front.concat(middle, behind)
}

function renderSecrets(
  own: readonly LocalObjectReference[],
  plan: InjectionPlan,
): readonly LocalObjectReference[] {
  const removed = new Set(plan.imagePullSecrets.remove)
  return [...own.filter((_, index) => !removed.has(index)), ...plan.imagePullSecrets.add.map(copyPlain)]
}
