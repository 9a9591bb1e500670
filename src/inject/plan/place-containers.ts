import { deepEqual } from '../../kubernetes/deep-equal.js'
import type { Container } from '../../manifest/api-types.js'
import type { BuiltContainer } from '../compile/container-template.js'
import type { Part, Placement } from './plan.js'

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
