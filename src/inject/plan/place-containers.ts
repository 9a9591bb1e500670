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
  readonly replacements: readonly Replacement[]
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
  if (ofKind.length === 0) return { placements: [], replacements: [], issues: [] }
  const isInit = kind === 'init-container'
  const ordered = sorts ? sortByName(ofKind) : ofKind
  const own = isInit ? subject.initContainers : subject.containers
  const canReplace = replaceable(kind, behaviour)
  const replacements = [...findReplaced(own, ordered, canReplace).values()]
  const isKnown = isInit && !behaviour.buildsInitContainersLikeContainers
  const issues = [
    ...replacements
      .filter(({ isEqual, replaced }) => !isEqual && !isInjected(replaced))
      .flatMap(replacementIssue),
    ...(isKnown ? replacements.flatMap(againIssue) : []),
    ...nameClashes(ordered),
  ]
  return { placements: placeContainers(ordered, replacements), replacements, issues }
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

const kindNames = { container: 'a container', 'init-container': 'an init container' } as const

/**
 * Warns of containers that stand beside one of their name: one of the other list, or an init container of the Pod's own
 * where the version replaces none. Init containers and containers share one set of names.
 */
export function findDoubleNames(
  built: readonly BuiltContainer[],
  subject: PodSubject,
  behaviour: ProfileBehaviour,
): readonly Issue[] {
  const issues: Issue[] = []
  for (const { template, value } of built) {
    const { name } = value
    const isInit = template.kind === 'init-container'
    const others = isInit ? subject.containers : subject.initContainers
    const ownKind = isInit ? 'container' : 'init-container'
    if (others.some((own) => own.name === name && !isInjected(own)))
      issues.push(...doubleName(template, name, `the Pod has ${kindNames[ownKind]} ${name ?? ''} of its own`))
    else if (
      isInit &&
      subject.initContainers.some((own) => own.name === name && !canBeReplaced(own, behaviour))
    )
      issues.push(...doubleName(template, name, `the Pod has an init container ${name ?? ''} of its own`))
    if (isInit) continue
    const rival = built.find((one) => one.template.kind === 'init-container' && one.value.name === name)
    if (rival !== undefined)
      issues.push(
        ...doubleName(
          template,
          name,
          `SidecarSet ${rival.template.sidecarSet} injects an init container ${name ?? ''} into this Pod`,
        ),
      )
  }
  return issues
}

function canBeReplaced(own: Container, behaviour: ProfileBehaviour): boolean {
  return replaceable('init-container', behaviour)(own)
}

function doubleName(
  template: BuiltContainer['template'],
  name: string | undefined,
  why: string,
): readonly Issue[] {
  const issues = templateIssues(template)
  issues.warning(
    'container-name-clash',
    `${why}, and this would be ${kindNames[template.kind]} ${name ?? ''}: the API server refuses the Pod; rename one of them`,
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
      `SidecarSet ${owner} injects ${kindNames[template.kind]} ${name} into this Pod too`,
    )
    return issues.list
  })
}

/** A container of the Pod that gives way to a sidecar of its name: the last one that is built, if there are several. */
export interface Replacement {
  readonly built: BuiltContainer
  readonly index: number
  readonly replaced: Container
  /** The sidecar is what is there already: nothing is to be done. */
  readonly isEqual: boolean
}

/** Those that replace one of the Pod's and change it, then the others at their sides, in the order of building. */
function placeContainers(
  built: readonly BuiltContainer[],
  replacements: readonly Replacement[],
): readonly Placement<Container>[] {
  const names = new Set(replacements.map(({ replaced }) => replaced.name ?? ''))
  const placements: Placement<Container>[] = []
  for (const { built: one, index, isEqual } of replacements)
    if (!isEqual) placements.push({ at: 'in-place-of', index, ...partOf(one) })
  for (const one of built)
    if (!names.has(one.value.name ?? '')) placements.push({ at: one.template.side, ...partOf(one) })
  return placements
}

function partOf({ value, json }: BuiltContainer): Part<Container> {
  return json === undefined ? { value } : { value, json }
}

const nothingReplaced: ReadonlyMap<number, Replacement> = new Map()

/** What built containers replace, by index. Of several containers of a Pod that have one name it is the last one. */
function findReplaced(
  own: readonly Container[],
  built: readonly BuiltContainer[],
  canReplace: (container: Container) => boolean,
): ReadonlyMap<number, Replacement> {
  const lastIndex = new Map(own.map((container, index) => [container.name ?? '', index]))
  const winners = new Map<number, BuiltContainer>()
  for (const one of built) {
    const index = lastIndex.get(one.value.name ?? '')
    const replaced = index === undefined ? undefined : own[index]
    if (index !== undefined && replaced !== undefined && canReplace(replaced)) winners.set(index, one)
  }
  if (winners.size === 0) return nothingReplaced
  return new Map(
    [...winners].map(([index, one]) => {
      const replaced = own[index] ?? {}
      return [index, { built: one, index, replaced, isEqual: deepEqual(one.value, replaced) }]
    }),
  )
}
