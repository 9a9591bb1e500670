import { boundNamespaces } from '../inject/compile/namespace-labels.js'
import { sideOf } from '../inject/compile/container-template.js'
import { decidedByOrder } from '../inject/order-dependence.js'
import type { IssueCollector } from '../issue/index.js'
import { deepEqual } from '../kubernetes/plain-data.js'
import { profiles, type ProfileName } from '../profile.js'
import { type JsonObject, listAt, objectAt, ownValue, valueAt } from '../read/index.js'
import { quoteAll } from '../text/visible.js'
import { asksForLabels, namespaceSelectorOf, type Reach } from './reach.js'
import { readForValidation } from './reading.js'

/** What of a SidecarSet may stand otherwise in a Pod when another SidecarSet comes first. */
export interface OrderFacts {
  readonly isPaused: boolean
  /** Whether it comes before those that are bound to no namespace. */
  readonly comesFirst: boolean
  /** The sides of the app's containers on which it puts containers. */
  readonly sides: ReadonlySet<string>
  readonly secrets: readonly string[]
  /** Annotations that it sets without overwriting: two that overwrite are a conflict. */
  readonly annotations: ReadonlyMap<string, string>
}

/** Another SidecarSet with its facts. */
interface OrderedSet {
  readonly name: string
  readonly order: () => OrderFacts
}

/** Names in the message, and how many SidecarSets are looked for at all. */
const mostNames = 3
const mostFound = 20

/** Reads what the order may decide of a SidecarSet as written. */
export function orderFactsOf(raw: JsonObject, profile: ProfileName): OrderFacts {
  const set = readForValidation(withoutRest(raw), profile).stored
  const { spec } = set
  const behaviour = profiles[profile].injection
  const namespaces = behaviour.visitsBoundSetsFirst ? namespaceSelectorOf(set) : undefined
  const kept = (spec.patchPodMetadata ?? []).filter(({ patchPolicy }) => patchPolicy !== 'Overwrite')
  return {
    isPaused: spec.injectionStrategy?.paused === true,
    comesFirst: namespaces !== undefined && boundNamespaces(namespaces) !== undefined,
    sides: new Set((spec.containers ?? []).map((container) => sideOf(container, behaviour))),
    secrets: [...new Set((spec.imagePullSecrets ?? []).map(({ name = '' }) => name))],
    annotations: new Map(kept.flatMap(({ annotations = {} }) => Object.entries(annotations))),
  }
}

/** Only the fields that matter: reading all of a SidecarSet takes ten times as long, and a cluster has thousands. */
function withoutRest(raw: JsonObject): JsonObject {
  const { injectionStrategy, namespace, namespaceSelector, imagePullSecrets, patchPodMetadata } = objectAt(
    raw,
    'spec',
  )
  const containers = listAt(raw, 'spec', 'containers').map((container) => ({
    podInjectPolicy: valueAt(container, 'podInjectPolicy'),
  }))
  const spec = {
    injectionStrategy,
    namespace,
    namespaceSelector,
    imagePullSecrets,
    patchPodMetadata,
    containers,
  }
  return { apiVersion: ownValue(raw, 'apiVersion'), spec }
}

/**
 * Warns, once, where the order between a SidecarSet and others decides what a Pod gets: a cluster has no order by name.
 *
 * 1. It looks at SidecarSets that may select the same Pods. Those bound to a namespace come first in the versions that do
 *    so, and there is an order between them and the others.
 * 2. What cannot stand together in one Pod at all is told as a conflict, and not here. Nor is the list of injected
 *    SidecarSets, whose order means nothing.
 */
export function reportOrder(
  { order: own, reach }: { readonly order: OrderFacts; readonly reach: Reach },
  others: Iterable<OrderedSet>,
  issues: IssueCollector,
): void {
  if (own.isPaused || !asksForLabels(reach)) return
  const names: string[] = []
  const found = new Set<string>()
  for (const other of others) {
    const order = other.order()
    const decided = order.isPaused || order.comesFirst !== own.comesFirst ? [] : whatOrderDecides(own, order)
    if (decided.length > 0) names.push(other.name)
    for (const part of decided) found.add(part)
    if (names.length >= mostFound) break
  }
  if (names.length === 0) return
  const more = names.length > mostNames ? ' and others' : ''
  issues.warning(
    'order-undetermined',
    `a cluster takes SidecarSets in any order; in Pods that ${quoteAll(names.slice(0, mostNames))}${more} select too, it decides ${[...found].join('; ')}`,
  )
}

function whatOrderDecides(a: OrderFacts, b: OrderFacts): readonly string[] {
  const { containers, secrets, annotations } = decidedByOrder
  const isRetained = ([key, value]: readonly [string, string]): boolean =>
    (b.annotations.get(key) ?? value) !== value
  return [
    ...([...a.sides].some((side) => b.sides.has(side)) ? [containers] : []),
    ...(deepEqual(joined(a.secrets, b.secrets), joined(b.secrets, a.secrets)) ? [] : [secrets]),
    ...([...a.annotations].some(isRetained) ? [annotations] : []),
  ]
}

function joined(first: readonly string[], second: readonly string[]): readonly string[] {
  return [...new Set([...first, ...second])]
}
