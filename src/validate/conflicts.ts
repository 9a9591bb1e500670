import type { IssueCollector } from '../issue/index.js'
import { schemaOf } from '../kubernetes/go-struct/index.js'
import { quote, quoteAll } from '../text/visible.js'
import type { OtherSet, OtherSidecarSets } from './compared-sets.js'
import { reportOrder } from './order.js'
import { clash, identityOf, namedPartsOf, type NamedPart } from './named-parts.js'
import { mayMeet, namespacesMayMeet, provenApart, reachOf, type Reach } from './reach.js'
import type { SidecarSetReading } from './reading.js'

/**
 * Reports what a SidecarSet brings under a name that another brings into the same Pods.
 *
 * 1. `conflict` is an error: what OpenKruise refuses. It decides by an approximate rule whether two SidecarSets can select
 *    the same Pod, and of several others that have the part it looks at the last one by name only.
 * 2. `conflict-impossible` is a warning beside the error: no Pod can be selected by both.
 * 3. `conflict-overlooked` is a warning: OpenKruise accepts it, and yet some Pods may be selected by both.
 * 4. `duplicate-container-name` is a warning beside the last: one brings a container and the other an init container of
 *    one name, so the API server refuses every Pod that both select. OpenKruise compares each list with its like only.
 * 5. `other-without-selector` is a warning: the webhook crashes as soon as it compares with that SidecarSet.
 * 6. `order-undetermined`: see `reportOrder`.
 *
 * The one of the same name among the others is passed over.
 */
export function findConflicts(
  set: SidecarSetReading,
  others: OtherSidecarSets,
  issues: IssueCollector,
): void {
  const { name } = set.stored
  const reach = reachOf(set.stored)
  reportWithoutSelector(others.withoutSelector(name), reach, issues)
  if (reach.selector === undefined) return
  const parts = namedPartsOf(set, schemaOf(others.profile))
  const names = new Set(parts.map((part) => part.name))
  const isApart = (other: Reach): boolean => !mayMeet(reach, other) && provenApart(reach, other) !== undefined
  const rivals = others.rivalsOf(name, names, isApart).map((other): Rival => ({
    other,
    isCompared: mayMeet(reach, other.reach),
    apart: provenApart(reach, other.reach),
  }))
  for (const part of parts) {
    reportPart(part, rivals, issues.at(...part.path))
    reportInOtherList(part, rivals, issues.at(...part.path))
  }
  // A SidecarSet that OpenKruise refuses gets into no Pod.
  if (issues.hasErrors()) return
  const neighbours = others.neighboursOf(name, set.raw, reach)
  reportOrder(set.stored, reach, neighbours, issues.at('spec'), others.profile)
}

function reportWithoutSelector(others: readonly OtherSet[], reach: Reach, issues: IssueCollector): void {
  for (const other of others)
    if (namespacesMayMeet(reach, other.reach))
      issues.warning(
        'other-without-selector',
        `SidecarSet ${quote(other.name)} has no selector; OpenKruise's webhook crashes when it compares with it`,
      )
}

/** Another SidecarSet that brings something of the same name. */
interface Rival {
  readonly other: OtherSet
  /** OpenKruise compares with it. */
  readonly isCompared: boolean
  readonly apart: ReturnType<typeof provenApart>
}

function reportPart(part: NamedPart, rivals: readonly Rival[], issues: IssueCollector): void {
  const id = identityOf(part)
  const clashing = new Set<Rival>()
  let last: Rival | undefined
  for (const rival of rivals) {
    const same = rival.other.parts.get(id)
    if (same === undefined) continue
    if (clash(part, same)) clashing.add(rival)
    if (rival.isCompared) last = rival
  }
  if (last !== undefined && clashing.has(last))
    reportRefused(
      part,
      [...clashing].filter(({ isCompared }) => isCompared),
      issues,
    )
  else
    reportOverlooked(
      part,
      [...clashing].filter(({ apart }) => apart === undefined),
      issues,
    )
}

function reportRefused(part: NamedPart, rivals: readonly Rival[], issues: IssueCollector): void {
  const names = nameRivals(rivals)
  issues.error('conflict', `${describe(part)} clashes with that of ${names}; ${advise(part)}`)
  const proof = rivals[0]?.apart
  if (proof !== undefined && rivals.every(({ apart }) => apart !== undefined))
    issues.warning(
      'conflict-impossible',
      `no Pod can be selected by this SidecarSet and by ${names}, as label ${quote(proof.key)} shows; OpenKruise refuses it all the same, so make that plain with matchLabels of different values`,
    )
}

function reportOverlooked(part: NamedPart, rivals: readonly Rival[], issues: IssueCollector): void {
  if (rivals.length > 0)
    issues.warning(
      'conflict-overlooked',
      `${describe(part)} clashes with that of ${nameRivals(rivals)} in Pods that both select; OpenKruise does not notice; ${advise(part)}`,
    )
}

const otherList = { container: 'init container', 'init container': 'container' } as const

/** A Pod's containers and init containers share one set of names. */
function reportInOtherList(part: NamedPart, rivals: readonly Rival[], issues: IssueCollector): void {
  if (part.kind !== 'container' && part.kind !== 'init container') return
  const kind = otherList[part.kind]
  const id = identityOf({ kind, name: part.name })
  const found = rivals.filter(({ other, apart }) => apart === undefined && other.parts.has(id))
  if (found.length === 0) return
  const theirs = `the ${kind} of that name of ${nameRivals(found)}`
  issues.warning(
    'conflict-overlooked',
    `${describe(part)} clashes with ${theirs} in Pods that both select; OpenKruise does not notice; ${advise(part)}`,
  )
  issues.warning(
    'duplicate-container-name',
    `the API server refuses a Pod that gets ${describe(part)} and ${theirs}: containers and init containers share one set of names`,
  )
}

function nameRivals(rivals: readonly Rival[]): string {
  const names = rivals.slice(0, 3).map(({ other }) => other.name)
  const more = rivals.length > 3 ? ` and ${rivals.length - 3} others` : ''
  return `${rivals.length > 1 ? 'SidecarSets' : 'SidecarSet'} ${quoteAll(names)}${more}`
}

function describe({ kind, name }: NamedPart): string {
  return `${kind} ${quote(name)}`
}

function advise({ kind }: NamedPart): string {
  if (kind === 'annotation') return 'use policy Retain in both, or let only one of them set it'
  const equal = kind === 'volume' ? ', write the same volume in both' : ''
  return `rename one of them${equal}, or let the selectors exclude each other`
}
