import { setOwn } from '../kubernetes/own-entry.js'
import type { Container, LocalObjectReference, ObjectMeta, Pod, PodSpec } from '../manifest/api-types.js'
import type { InjectionPlan, Placement } from './plan.js'
import { listOf } from './pod-subject.js'

/**
 * The Pod with a plan carried out: a new object that shares every branch the plan does not touch with the input.
 * The plan must have been made for this Pod.
 */
export function renderPod(pod: Pod, plan: InjectionPlan): Pod {
  const metadata = renderMetadata(pod.metadata ?? {}, plan)
  const spec = renderSpec(pod.spec ?? {}, plan)
  return {
    ...pod,
    ...(metadata === pod.metadata ? {} : { metadata }),
    ...(spec === pod.spec ? {} : { spec }),
  }
}

function renderMetadata(metadata: ObjectMeta, plan: InjectionPlan): ObjectMeta {
  const changesAnnotations = Object.keys(plan.annotations).length > 0
  if (plan.namespace === undefined && !changesAnnotations) return metadata
  return {
    ...metadata,
    ...(plan.namespace === undefined ? {} : { namespace: plan.namespace }),
    ...(changesAnnotations ? { annotations: mergeTexts(metadata.annotations ?? {}, plan.annotations) } : {}),
  }
}

function mergeTexts(
  own: Readonly<Record<string, string>>,
  changes: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const merged: Record<string, string> = { ...own }
  for (const key of Object.keys(changes)) setOwn(merged, key, changes[key] ?? '')
  return merged
}

function renderSpec(spec: PodSpec, plan: InjectionPlan): PodSpec {
  const { imagePullSecrets, initContainers, containers, volumes } = plan
  const changesSecrets = imagePullSecrets.add.length + imagePullSecrets.remove.length > 0
  const changes = initContainers.length + containers.length + volumes.length > 0 || changesSecrets
  if (!changes) return spec
  return {
    ...spec,
    ...(volumes.length > 0 ? { volumes: [...listOf(spec.volumes), ...volumes] } : {}),
    ...(initContainers.length > 0
      ? { initContainers: place(listOf(spec.initContainers), initContainers) }
      : {}),
    ...(containers.length > 0 ? { containers: place(listOf(spec.containers), containers) } : {}),
    ...(changesSecrets ? { imagePullSecrets: renderSecrets(listOf(spec.imagePullSecrets), plan) } : {}),
  }
}

function place(own: readonly Container[], placements: readonly Placement<Container>[]): readonly Container[] {
  const middle = [...own]
  for (const placement of placements)
    if (placement.at === 'in-place-of') middle[placement.index] = placement.value
  const on = (side: 'before-app' | 'after-app'): Container[] =>
    placements.flatMap((placement) => (placement.at === side ? [placement.value] : []))
  return [...on('before-app'), ...middle, ...on('after-app')]
}

function renderSecrets(
  own: readonly LocalObjectReference[],
  plan: InjectionPlan,
): readonly LocalObjectReference[] {
  const removed = new Set(plan.imagePullSecrets.remove)
  return [...own.filter((_, index) => !removed.has(index)), ...plan.imagePullSecrets.add]
}
