import type { Pod, PodSpec } from '../manifest/api-types.js'
import { escapePointerSegment, type JsonPatchOperation } from '../patch/index.js'
import {
  joinJson,
  writeJson,
  type InjectionPlan,
  type JsonText,
  type Part,
  type Placement,
} from './plan/plan.js'
import { copyPlain } from '../kubernetes/plain-data.js'

/**
 * The JSON Patch that carries out a plan on the Pod it was made for.
 *
 * 1. One operation for each thing added, in reading order: metadata, init containers, containers, volumes, secrets.
 * 2. A parent that is missing is added once, with all that goes into it.
 * 3. No operation touches what the plan does not: a container in front is an `add` at its index, never a rewrite of
 *    what follows.
 *
 * Its values are copies.
 */
export function renderPatch(pod: Pod, plan: InjectionPlan): readonly JsonPatchOperation[] {
  return stepsOf(pod, plan).map((step) =>
    step.op === 'remove'
      ? { op: step.op, path: step.path }
      : { op: step.op, path: step.path, value: copyPlain(step.value) },
  )
}

/** The JSON text of the same patch, put together from what is written already. */
export function writePatch(pod: Pod, plan: InjectionPlan): JsonText {
  let text = ''
  let isAscii = true
  for (const { op, path, value, json } of stepsOf(pod, plan)) {
    const at = writePath(path)
    isAscii &&= at.isAscii
    text += `${text === '' ? '[' : ','}{"op":"${op}","path":${at.text}`
    if (op !== 'remove') {
      const written = json ?? writeJson(value)
      isAscii &&= written.isAscii
      text += `,"value":${written.text}`
    }
    text += '}'
  }
  return { text: text === '' ? '[]' : `${text}]`, isAscii }
}

/** A path in the spec is names of fields and indexes. Elsewhere it may end in a key of any text. */
function writePath(path: string): JsonText {
  return path.startsWith('/spec') ? { text: `"${path}"`, isAscii: true } : writeJson(path)
}

/** An operation whose value may be written already, and is shared with the plan. */
interface Step {
  readonly op: 'add' | 'replace' | 'remove'
  readonly path: string
  readonly value?: unknown
  readonly json?: JsonText | undefined
}

function stepsOf(pod: Pod, plan: InjectionPlan): readonly Step[] {
  const spec = pod.spec
  if (isAbsent(spec)) return [...metadataSteps(pod, plan), ...wholeSpecSteps(plan)]
  return [
    ...metadataSteps(pod, plan),
    ...containerSteps(spec, 'initContainers', plan.initContainers),
    ...containerSteps(spec, 'containers', plan.containers),
    ...appendSteps(spec, 'volumes', plan.volumes),
    ...secretSteps(spec, plan),
  ]
}

function metadataSteps(pod: Pod, plan: InjectionPlan): Step[] {
  const keys = Object.keys(plan.annotations)
  const namespace = plan.namespace === undefined ? {} : { namespace: plan.namespace }
  const metadata = pod.metadata
  if (isAbsent(metadata)) {
    const value = { ...namespace, ...(keys.length > 0 ? { annotations: plan.annotations } : {}) }
    return Object.keys(value).length === 0 ? [] : [{ op: 'add', path: '/metadata', value }]
  }
  const steps: Step[] = []
  if (plan.namespace !== undefined)
    steps.push({ op: 'add', path: '/metadata/namespace', value: plan.namespace })
  if (keys.length === 0) return steps
  const { annotations } = metadata
  if (isAbsent(annotations))
    return [...steps, { op: 'add', path: '/metadata/annotations', value: plan.annotations }]
  for (const key of keys) {
    const op = Object.hasOwn(annotations, key) ? 'replace' : 'add'
    const value = plan.annotations[key]
    steps.push({ op, path: `/metadata/annotations/${escapePointerSegment(key)}`, value })
  }
  return steps
}

/** A Pod without a spec gets one. No API server lets such a Pod through; the law patch = pod holds all the same. */
function wholeSpecSteps(plan: InjectionPlan): Step[] {
  const { initContainers, containers, volumes, imagePullSecrets } = plan
  const value = {
    ...(initContainers.length > 0 ? { initContainers: inOrder(initContainers).map(valueOf) } : {}),
    ...(containers.length > 0 ? { containers: inOrder(containers).map(valueOf) } : {}),
    ...(volumes.length > 0 ? { volumes: volumes.map(valueOf) } : {}),
    ...(imagePullSecrets.add.length > 0 ? { imagePullSecrets: imagePullSecrets.add } : {}),
  }
  return Object.keys(value).length === 0 ? [] : [{ op: 'add', path: '/spec', value }]
}

type ContainerList = 'initContainers' | 'containers'

function containerSteps<T>(spec: PodSpec, list: ContainerList, placements: readonly Placement<T>[]): Step[] {
  if (placements.length === 0) return []
  if (isAbsent(spec[list])) return [addList(list, inOrder(placements))]
  const front: Step[] = []
  const inPlace: Step[] = []
  const behind: Step[] = []
  for (const placement of placements) {
    const { value, json } = placement
    if (placement.at === 'in-place-of')
      inPlace.push({ op: 'replace', path: `/spec/${list}/${placement.index}`, value, json })
    else if (placement.at === 'before-app')
      front.push({ op: 'add', path: `/spec/${list}/${front.length}`, value, json })
    else behind.push({ op: 'add', path: `/spec/${list}/-`, value, json })
  }
  return [...inPlace, ...front, ...behind]
}

function inOrder<T>(placements: readonly Placement<T>[]): readonly Placement<T>[] {
  const on = (side: Placement<T>['at']): readonly Placement<T>[] =>
    placements.filter((placement) => placement.at === side)
  return [...on('before-app'), ...on('after-app')]
}

type List = ContainerList | 'volumes' | 'imagePullSecrets'

function appendSteps(
  spec: PodSpec,
  list: 'volumes' | 'imagePullSecrets',
  parts: readonly Part<unknown>[],
): Step[] {
  if (parts.length === 0) return []
  if (isAbsent(spec[list])) return [addList(list, parts)]
  return parts.map(({ value, json }) => ({ op: 'add', path: `/spec/${list}/-`, value, json }))
}

function addList(list: List, parts: readonly Part<unknown>[]): Step {
  const json = joinJson(parts.map((part) => part.json ?? writeJson(part.value)))
  return { op: 'add', path: `/spec/${list}`, value: parts.map(valueOf), json }
}

function secretSteps(spec: PodSpec, { imagePullSecrets: { add, remove } }: InjectionPlan): Step[] {
  const removals = [...remove]
    .reverse()
    .map((index): Step => ({ op: 'remove', path: `/spec/imagePullSecrets/${index}` }))
  const parts = add.map((value) => ({ value }))
  return [...removals, ...appendSteps(spec, 'imagePullSecrets', parts)]
}

function valueOf<T>({ value }: Part<T>): T {
  return value
}

function isAbsent(value: unknown): value is undefined | null {
  return value === undefined || value === null
}
