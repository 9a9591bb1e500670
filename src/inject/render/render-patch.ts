import type { Pod, PodSpec } from '../../manifest/api-types.js'
import { escapePointerSegment, type JsonPatchOperation } from '../../patch/index.js'
import type { InjectionPlan, Placement } from '../plan/plan.js'

/**
 * The JSON Patch that carries a plan out on the Pod it was made for.
 *
 * 1. One operation for each thing added, in reading order: metadata, init containers, containers, volumes, secrets.
 * 2. A parent that is missing is added once, with all that goes into it.
 * 3. No operation touches what the plan does not: a container in front is an `add` at its index, never a rewrite of
 *    what follows.
 */
export function renderPatch(pod: Pod, plan: InjectionPlan): readonly JsonPatchOperation[] {
  const spec = pod.spec
  if (isAbsent(spec)) return [...metadataOperations(pod, plan), ...wholeSpecOperations(plan)]
  return [
    ...metadataOperations(pod, plan),
    ...listOperations(spec, 'initContainers', plan.initContainers),
    ...listOperations(spec, 'containers', plan.containers),
    ...appendOperations(spec, 'volumes', plan.volumes),
    ...secretOperations(spec, plan),
  ]
}

function metadataOperations(pod: Pod, plan: InjectionPlan): JsonPatchOperation[] {
  const keys = Object.keys(plan.annotations)
  const namespace = plan.namespace === undefined ? {} : { namespace: plan.namespace }
  const metadata = pod.metadata
  if (isAbsent(metadata)) {
    const value = { ...namespace, ...(keys.length > 0 ? { annotations: plan.annotations } : {}) }
    return Object.keys(value).length === 0 ? [] : [{ op: 'add', path: '/metadata', value }]
  }
  const operations: JsonPatchOperation[] = []
  if (plan.namespace !== undefined)
    operations.push({ op: 'add', path: '/metadata/namespace', value: plan.namespace })
  if (keys.length === 0) return operations
  const { annotations } = metadata
  if (isAbsent(annotations))
    return [...operations, { op: 'add', path: '/metadata/annotations', value: plan.annotations }]
  for (const key of keys) {
    const op = Object.hasOwn(annotations, key) ? 'replace' : 'add'
    const value = plan.annotations[key]
    operations.push({ op, path: `/metadata/annotations/${escapePointerSegment(key)}`, value })
  }
  return operations
}

/** A Pod without a spec gets one. No API server lets such a Pod through; the law patch = pod holds all the same. */
function wholeSpecOperations(plan: InjectionPlan): JsonPatchOperation[] {
  const value = {
    ...(plan.initContainers.length > 0 ? { initContainers: valuesInOrder(plan.initContainers) } : {}),
    ...(plan.containers.length > 0 ? { containers: valuesInOrder(plan.containers) } : {}),
    ...(plan.volumes.length > 0 ? { volumes: plan.volumes } : {}),
    ...(plan.imagePullSecrets.add.length > 0 ? { imagePullSecrets: plan.imagePullSecrets.add } : {}),
  }
  return Object.keys(value).length === 0 ? [] : [{ op: 'add', path: '/spec', value }]
}

type ContainerList = 'initContainers' | 'containers'

function listOperations<T>(
  spec: PodSpec,
  list: ContainerList,
  placements: readonly Placement<T>[],
): JsonPatchOperation[] {
  if (placements.length === 0) return []
  if (isAbsent(spec[list])) return [{ op: 'add', path: `/spec/${list}`, value: valuesInOrder(placements) }]
  const operations: JsonPatchOperation[] = []
  for (const placement of placements) {
    if (placement.at === 'in-place-of')
      operations.push({ op: 'replace', path: `/spec/${list}/${placement.index}`, value: placement.value })
  }
  const front = placements.filter((placement) => placement.at === 'before-app')
  front.forEach(({ value }, index) => operations.push({ op: 'add', path: `/spec/${list}/${index}`, value }))
  for (const placement of placements) {
    if (placement.at === 'after-app')
      operations.push({ op: 'add', path: `/spec/${list}/-`, value: placement.value })
  }
  return operations
}

function valuesInOrder<T>(placements: readonly Placement<T>[]): readonly T[] {
  const on = (side: Placement<T>['at']): T[] =>
    placements.flatMap((placement) => (placement.at === side ? [placement.value] : []))
  return [...on('before-app'), ...on('after-app')]
}

function appendOperations(
  spec: PodSpec,
  list: 'volumes' | 'imagePullSecrets',
  values: readonly unknown[],
): JsonPatchOperation[] {
  if (values.length === 0) return []
  if (isAbsent(spec[list])) return [{ op: 'add', path: `/spec/${list}`, value: values }]
  return values.map((value) => ({ op: 'add', path: `/spec/${list}/-`, value }))
}

function secretOperations(spec: PodSpec, plan: InjectionPlan): JsonPatchOperation[] {
  const removals = [...plan.imagePullSecrets.remove]
    .reverse()
    .map((index): JsonPatchOperation => ({ op: 'remove', path: `/spec/imagePullSecrets/${index}` }))
  return [...removals, ...appendOperations(spec, 'imagePullSecrets', plan.imagePullSecrets.add)]
}

function isAbsent(value: unknown): value is undefined | null {
  return value === undefined || value === null
}
