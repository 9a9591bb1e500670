import type { Issue } from '../../issue/index.js'
import { compareUtf8 } from '../../kubernetes/go-json.js'
import type { Container } from '../../manifest/api-types.js'
import { listName, templateIssues } from './build-all.js'
import type { BuiltContainer, ContainerKind } from '../compile/container-template.js'
import { findReplaced, placeContainers, type Replacement } from './place-containers.js'
import type { Placement } from './plan.js'
import { isInjected, type PodSubject } from '../pod/pod-subject.js'
import type { ProfileBehaviour } from '../profile-behaviour.js'

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
