import { createIssueCollector, type Issue, type ResourceId } from '../issue/index.js'
import { deepEqual } from '../kubernetes/plain-data.js'
import type { Container } from '../manifest/api-types.js'
import { profiles, type ProfileName } from '../profile.js'
import { quoteAll } from '../text/visible.js'
import type { BuiltContainer, ContainerKind } from './compile/container-template.js'
import type { EffectiveSet } from './compile/effective-set.js'
import { AnnotationEdits, readAnnotations, editMetadata } from './plan/annotations.js'
import { replaceable, sortByName } from './plan/place-containers.js'
import { differs } from './plan/volumes.js'
import type { PodSubject } from './pod.js'

/** What the order of two SidecarSets decides, in the words of the warning. */
export const decidedByOrder = {
  containers: 'the order of the containers, or which of one name stays',
  volumes: 'which volume of one name is added',
  secrets: 'the order of the image pull secrets',
  list: 'the list of injected SidecarSets',
  annotations: 'values of annotations',
} as const

type Part = keyof typeof decidedByOrder

/** SidecarSets that are injected into one Pod, in groups: the order within a group is undetermined. */
export interface OrderSubject {
  readonly subject: PodSubject
  readonly pod: ResourceId
  readonly groups: readonly (readonly EffectiveSet[])[]
  /** The containers of all of them. */
  readonly built: readonly BuiltContainer[]
  readonly profile: ProfileName
  readonly sortsContainers: boolean
}

/**
 * Says where another order of the SidecarSets would give another Pod. The manager of OpenKruise lists them from a map,
 * so a cluster has no order by name; only those that are bound to the Pod's namespace come first, where the version does so.
 *
 * 1. It looks at each two of a group by themselves. The order of volumes in the Pod means nothing, and is not told.
 * 2. Where only the text of the list of injected SidecarSets differs it is an info: nothing acts on its order. In v1.3.0
 *    that is so for nearly every Pod that two SidecarSets match.
 */
export function findOrderDependence(order: OrderSubject): readonly Issue[] {
  const { groups } = order
  if (groups.every(({ length }) => length < 2)) return []
  const found = new Set<Part>()
  const names = new Set<string>()
  groups.forEach((group, index) => {
    const context = { ...order, before: groups.slice(0, index).flat() }
    for (const [a, b] of pairsOf(group)) {
      const dependent = (Object.keys(decidedByOrder) as Part[]).filter((part) =>
        dependsOnOrder[part](a, b, context),
      )
      for (const part of dependent) found.add(part)
      if (dependent.length > 0) names.add(a.name).add(b.name)
    }
  })
  return found.size === 0 ? [] : [describe(order.pod, names, found)]
}

function describe(pod: ResourceId, names: ReadonlySet<string>, found: ReadonlySet<Part>): Issue {
  const issues = createIssueCollector(pod)
  const severity = found.size === 1 && found.has('list') ? 'info' : 'warning'
  const what = (Object.keys(decidedByOrder) as Part[])
    .filter((part) => found.has(part))
    .map((part) => decidedByOrder[part])
  issues[severity](
    'order-undetermined',
    `a cluster takes SidecarSets ${quoteAll([...names])} in any order, here they come by name; it decides ${what.join('; ')}`,
  )
  return issues.list[0] as Issue
}

interface PairContext extends OrderSubject {
  /** SidecarSets of the groups that come before. */
  readonly before: readonly EffectiveSet[]
}

type Compare = (a: EffectiveSet, b: EffectiveSet, context: PairContext) => boolean

const dependsOnOrder: Readonly<Record<Part, Compare>> = {
  containers: (a, b, context) =>
    (['container', 'init-container'] as const).some((kind) => placesDiffer(kind, a, b, context)),
  volumes: (a, b, { built, subject, before, profile }) => {
    if (built.length === 0) return false
    const brought = new Map(a.mountedVolumes.map(({ value }) => [value.name, value]))
    for (const { name } of [...subject.volumes, ...before.flatMap(volumesOf)]) brought.delete(name)
    return volumesOf(b).some((volume) => {
      const other = brought.get(volume.name)
      return other !== undefined && differs(other, volume, profile)
    })
  },
  secrets: (a, b, { built, subject, before }) => {
    if (built.length === 0) return false
    const there = new Set(
      [...subject.imagePullSecrets, ...before.flatMap((set) => set.imagePullSecrets)].map(nameOf),
    )
    const [first, second] = [a, b].map((set) =>
      set.imagePullSecrets.map(nameOf).filter((name) => !there.has(name)),
    )
    const together = (...lists: (readonly string[] | undefined)[]): string[] => [
      ...new Set(lists.flatMap((list) => list ?? [])),
    ]
    return !deepEqual(together(first, second), together(second, first))
  },
  list: (_a, _b, { built, profile }) => built.length > 0 && !profiles[profile].injection.mergesInjectedList,
  annotations: (a, b, context) => {
    const { built, profile } = context
    const isHot = (set: EffectiveSet): boolean =>
      built.some(({ template }) => template.sidecarSet === set.name && template.hotUpgrade)
    if (!profiles[profile].injection.addsAllHotContainers && isHot(a) && isHot(b)) return true
    if (a.patchPodMetadata.length === 0 || b.patchPodMetadata.length === 0) return false
    return !deepEqual(patched([a, b], context), patched([b, a], context))
  },
}

/** Whether the containers of two SidecarSets stand otherwise when the second is built first. */
function placesDiffer(kind: ContainerKind, a: EffectiveSet, b: EffectiveSet, context: PairContext): boolean {
  const { subject, built, profile, sortsContainers } = context
  const [first, second] = [a, b].map(({ name }) =>
    built.filter(({ template }) => template.kind === kind && template.sidecarSet === name),
  )
  if (first === undefined || second === undefined || first.length === 0 || second.length === 0) return false
  const canReplace = replaceable(kind, profiles[profile].injection)
  const own = kind === 'container' ? subject.containers : subject.initContainers
  const replaced = new Set(own.filter(canReplace).map(nameOf))
  const sorts = kind === 'init-container' || sortsContainers
  const rows = (all: readonly BuiltContainer[]): unknown => {
    const sorted = sorts ? sortByName(all) : all
    const added = sorted.filter(({ value }) => !replaced.has(nameOf(value)))
    return {
      before: added.filter(({ template }) => template.side === 'before-app').map(valueOf),
      after: added.filter(({ template }) => template.side === 'after-app').map(valueOf),
      replacing: Object.fromEntries(
        sorted.filter(({ value }) => replaced.has(nameOf(value))).map(({ value }) => [nameOf(value), value]),
      ),
    }
  }
  return !deepEqual(rows([...first, ...second]), rows([...second, ...first]))
}

/** The Pod's annotations after both; undefined where that fails. */
function patched(sets: readonly EffectiveSet[], { subject, before }: PairContext): unknown {
  const annotations = new AnnotationEdits(readAnnotations(subject.annotations))
  for (const set of [...before, ...sets])
    if (editMetadata(annotations, set.patchPodMetadata) !== undefined) return undefined
  return annotations.changes()
}

function valueOf({ value }: BuiltContainer): Container {
  return value
}

function volumesOf({ mountedVolumes }: EffectiveSet): EffectiveSet['mountedVolumes'][number]['value'][] {
  return mountedVolumes.map(({ value }) => value)
}

function nameOf({ name }: { readonly name?: string | undefined }): string {
  return name ?? ''
}

function pairsOf<T>(list: readonly T[]): readonly (readonly [T, T])[] {
  return list.flatMap((a, index) => list.slice(index + 1).map((b) => [a, b] as const))
}
