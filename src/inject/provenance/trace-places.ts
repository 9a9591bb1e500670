import { deepEqual } from '../../kubernetes/plain-data.js'
import type { Container } from '../../manifest/api-types.js'
import type { BuiltContainer } from '../compile/container-template.js'
import type { InjectionPlan, Placement } from '../plan/plan.js'
import { isInjected, type PodSubject } from '../pod.js'
import type { ContainerPlace, Override, Party } from './types.js'

/** Where a built container stands, and whom it displaced, or who displaced it. */
export interface TracedPlace {
  readonly place: ContainerPlace
  readonly overrides: readonly Override[]
}

/** Says of each built container where the plan puts it. Same order as the containers that are given. */
export function tracePlaces(
  built: readonly BuiltContainer[],
  plan: InjectionPlan,
  subject: PodSubject,
): readonly TracedPlace[] {
  const left = { container: [...plan.containers], 'init-container': [...plan.initContainers] }
  return built.map((one, index) => {
    const { kind } = one.template
    const found = left[kind].findIndex(({ value }) => deepEqual(value, one.value))
    const [placement] = found === -1 ? [] : left[kind].splice(found, 1)
    if (placement === undefined) return withoutPlace(one, built.slice(index + 1))
    return atPlace(one, placement, kind === 'container' ? subject.containers : subject.initContainers)
  })
}

function atPlace(
  one: BuiltContainer,
  placement: Placement<Container>,
  own: readonly Container[],
): TracedPlace {
  if (placement.at !== 'in-place-of') return { place: placement.at, overrides: [] }
  const replaced = own[placement.index]
  if (replaced !== undefined && isInjected(replaced)) return { place: 'refreshed', overrides: [] }
  return { place: 'in-place-of-app', overrides: [override(one, owner(one), { party: 'pod' })] }
}

/** A container that the plan does not have: a later one of its name took the place, or it was there already. */
function withoutPlace(one: BuiltContainer, later: readonly BuiltContainer[]): TracedPlace {
  const winner = later.findLast(
    ({ template, value }) => template.kind === one.template.kind && value.name === one.value.name,
  )
  if (winner === undefined) return { place: 'unchanged', overrides: [] }
  return { place: 'overridden', overrides: [override(one, owner(winner), owner(one))] }
}

function owner({ template }: BuiltContainer): Party {
  return { party: 'sidecar-set', sidecarSet: template.sidecarSet }
}

function override({ template, value }: BuiltContainer, winner: Party, loser: Party): Override {
  return { what: template.kind, name: value.name ?? '', winner, loser }
}
