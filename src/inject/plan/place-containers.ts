import type { ProfileBehaviour } from '../../profile/types.js'
import type { Issue } from '../../issue/index.js'
import { compareUtf8 } from '../../kubernetes/utf8.js'
import type { Container } from '../../manifest/api-types.js'
import { listName, templateIssues } from './build-containers.js'
import type { BuiltContainer, ContainerKind } from '../compile/container-template.js'
import type { Placement, Part } from './plan.js'
import { isInjected, type PodSubject } from '../pod.js'
import { deepEqual } from '../../kubernetes/plain-data.js'

export interface PlannedContainers {
  readonly placements: readonly Placement<Container>[]
  readonly issues: readonly Issue[]
}

/**
 * Places the built containers of one kind in the Pod, in order of their names where `sorts` says so.
 *
 * v1.3.0 never replaces an init container, and would add one again that it added before, which the API server refuses;
 * that one is known by its mark here and put in its place, with a warning, so that injecting twice is injecting once.
 */
export function planContainers(
  kind: ContainerKind,
  built: readonly BuiltContainer[],
  subject: PodSubject,
  { behaviour, sorts }: { readonly behaviour: ProfileBehaviour; readonly sorts: boolean },
): PlannedContainers {
  const ofKind = built.filter(({ template }) => template.kind === kind)
  if (ofKind.length === 0) return { placements: [], issues: [] }
  const isInit = kind === 'init-container'
  const ordered = sorts ? sortByName(ofKind) : ofKind
  const own = isInit ? subject.initContainers : subject.containers
  const canReplace = replaceable(kind, behaviour)
  const { placements, replacements } = placeContainers(own, ordered, canReplace)
  const surprising = replacements.filter(({ replaced }) => !isInjected(replaced))
  const again =
    isInit && !behaviour.buildsInitContainersLikeContainers
      ? [...findReplaced(own, ordered, canReplace).values()]
      : []
  const issues = [
    ...surprising.flatMap(replacementIssue),
    ...again.flatMap(againIssue),
    ...nameClashes(ordered),
  ]
  return { placements, issues }
}

/**
 * The containers of a Pod that remain the Pod's own: those that no built container replaces, nor would if it were not its
 * equal already. With their indexes.
 */
export function findOwnContainers(
  kind: ContainerKind,
  built: readonly BuiltContainer[],
  own: readonly Container[],
  behaviour: ProfileBehaviour,
): readonly { readonly container: Container; readonly index: number }[] {
  const ofKind = built.filter(({ template }) => template.kind === kind)
  const replaced = findReplaced(own, ofKind, replaceable(kind, behaviour))
  return own.map((container, index) => ({ container, index })).filter(({ index }) => !replaced.has(index))
}

/** Which containers of a Pod a sidecar of their name replaces. */
export function replaceable(
  kind: ContainerKind,
  behaviour: ProfileBehaviour,
): (container: Container) => boolean {
  const replacesAny = kind === 'container' || behaviour.buildsInitContainersLikeContainers
  return replacesAny ? () => true : isInjected
}

/** In order of name; those of one name keep their order. */
export function sortByName(built: readonly BuiltContainer[]): readonly BuiltContainer[] {
  return [...built].sort((a, b) => compareUtf8(a.value.name ?? '', b.value.name ?? ''))
}

function replacementIssue({ built: { template }, replaced, index }: Replacement): readonly Issue[] {
  const issues = templateIssues(template)
  const place = `spec.${listName(template.kind)}[${index}]`
  issues.warning(
    'container-replaced',
    `container ${replaced.name ?? ''} of the Pod (${place}) is replaced by the sidecar of that name`,
  )
  return issues.list
}

function againIssue({ built: { template }, replaced, index }: Replacement): readonly Issue[] {
  const issues = templateIssues(template)
  issues.warning(
    'init-container-again',
    `init container ${replaced.name ?? ''} of the Pod (spec.initContainers[${index}]) was injected before and is put in its place; OpenKruise v1.3.0 adds it again, and the API server refuses two of one name`,
  )
  return issues.list
}

function nameClashes(built: readonly BuiltContainer[]): readonly Issue[] {
  const owners = new Map<string, string>()
  return built.flatMap(({ template, value }) => {
    const name = value.name ?? ''
    const owner = owners.get(name)
    owners.set(name, template.sidecarSet)
    if (owner === undefined) return []
    const issues = templateIssues(template)
    issues.warning(
      'container-name-clash',
      `SidecarSet ${owner} injects a container ${name} into this Pod too`,
    )
    return issues.list
  })
}

/** A container of the Pod that gives way to a sidecar of its name. */
export interface Replacement {
  readonly built: BuiltContainer
  readonly index: number
  readonly replaced: Container
}

export interface PlacedContainers {
  readonly placements: readonly Placement<Container>[]
  readonly replacements: readonly Replacement[]
}

/**
 * Finds the place of each built container among the Pod's own.
 *
 * 1. A container of the Pod with its name is replaced: the last one, if there are several. Where two sidecars replace
 *    the same one, the later wins.
 * 2. The others go to their side, in the order of building.
 * 3. What would be replaced by its equal stays: the work was done before.
 *
 * @param canReplace which containers of the Pod may be replaced
 */
export function placeContainers(
  own: readonly Container[],
  built: readonly BuiltContainer[],
  canReplace: (container: Container) => boolean,
): PlacedContainers {
  const replacements = findReplaced(own, built, canReplace)
  const names = new Set([...replacements.values()].map(({ replaced }) => replaced.name ?? ''))
  const sides = built
    .filter(({ value }) => !names.has(value.name ?? ''))
    .map((one): Placement<Container> => ({ at: one.template.side, ...partOf(one) }))
  const changing = [...replacements.values()].filter(
    ({ built: { value }, replaced }) => !deepEqual(value, replaced),
  )
  return {
    placements: [
      ...changing.map(({ built, index }) => ({ at: 'in-place-of' as const, index, ...partOf(built) })),
      ...sides,
    ],
    replacements: changing,
  }
}

function partOf({ value, json }: BuiltContainer): Part<Container> {
  return json === undefined ? { value } : { value, json }
}

/** The containers of a Pod that built ones replace, by index. Of several of one name it is the last one. */
export function findReplaced(
  own: readonly Container[],
  built: readonly BuiltContainer[],
  canReplace: (container: Container) => boolean,
): ReadonlyMap<number, Replacement> {
  const lastIndex = new Map(own.map((container, index) => [container.name ?? '', index]))
  const replacements = new Map<number, Replacement>()
  for (const one of built) {
    const index = lastIndex.get(one.value.name ?? '')
    const replaced = index === undefined ? undefined : own[index]
    if (index !== undefined && replaced !== undefined && canReplace(replaced))
      replacements.set(index, { built: one, index, replaced })
  }
  return replacements
}
