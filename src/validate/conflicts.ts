import type { IssueCollector } from '../issue/index.js'
import { lazy } from '../lazy.js'
import type { ProfileName } from '../profile.js'
import type { Contradiction } from '../selector/index.js'
import { quote, quoteAll } from '../text/visible.js'
import { type OtherPart, type OtherSet, OtherSidecarSets } from './compared-sets.js'
import { clash, identityOf, namedPartsOf, type NamedPart } from './named-parts.js'
import { orderFactsOf, reportOrder } from './order.js'
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
  { raw, stored }: SidecarSetReading,
  given: unknown,
  profile: ProfileName,
  issues: IssueCollector,
): void {
  const parts = namedPartsOf(raw, profile)
  const others = othersFor(given, profile, parts)
  const reach = reachOf(raw, profile)
  reportWithoutSelector(
    others.withoutSelector.filter(({ name }) => name !== stored.name),
    reach,
    issues,
  )
  if (reach.selector === undefined) return
  const rivalOf = compareEachOnce(reach)
  const rivalsIn = (found: readonly OtherPart[]): readonly RivalPart[] =>
    found
      .filter(({ set }) => set.name !== stored.name)
      .map(({ set, part }) => ({ rival: rivalOf(set), part }))
  for (const part of parts) {
    const place = issues.at(...part.path)
    reportPart(part, rivalsIn(others.bringing(part.kind, part.name)), place)
    if (part.kind === 'container' || part.kind === 'init container')
      reportInOtherList(part, rivalsIn(others.bringing(otherList[part.kind], part.name)), place)
  }
  // A SidecarSet that OpenKruise refuses gets into no Pod.
  if (issues.hasErrors()) return
  const neighbours = others.neighboursOf(stored.name, raw, reach)
  reportOrder({ order: orderFactsOf(raw, profile), reach }, neighbours, issues.at('spec'))
}

/** The other SidecarSets, read for this version: those compiled for another one are no use. */
function othersFor(given: unknown, profile: ProfileName, parts: readonly NamedPart[]): OtherSidecarSets {
  const compiled = given instanceof OtherSidecarSets ? given : undefined
  if (compiled?.profile === profile) return compiled
  const wanted = new Set(
    parts.flatMap(({ kind, name }) =>
      kind === 'container' || kind === 'init container'
        ? [identityOf(kind, name), identityOf(otherList[kind], name)]
        : [identityOf(kind, name)],
    ),
  )
  return compiled?.readFor(profile, wanted) ?? new OtherSidecarSets(given, profile, wanted)
}

function reportWithoutSelector(others: readonly OtherSet[], reach: Reach, issues: IssueCollector): void {
  for (const other of others)
    if (namespacesMayMeet(reach, other.reach()))
      issues.warning(
        'other-without-selector',
        `SidecarSet ${quote(other.name)} has no selector; OpenKruise's webhook crashes when it compares with it`,
      )
}

/** Another SidecarSet that brings something of the same name. */
interface Rival {
  readonly name: string
  /** Whether OpenKruise compares with it. */
  readonly isCompared: boolean
  /** The proof that no Pod can be selected by both, if there is one. */
  readonly apart: () => Contradiction | undefined
}

interface RivalPart {
  readonly rival: Rival
  readonly part: NamedPart
}

function compareEachOnce(reach: Reach): (other: OtherSet) => Rival {
  const rivals = new Map<OtherSet, Rival>()
  return (other) => {
    const known = rivals.get(other)
    if (known !== undefined) return known
    const rival = {
      name: other.name,
      isCompared: mayMeet(reach, other.reach()),
      apart: lazy(() => provenApart(reach, other.reach())),
    }
    rivals.set(other, rival)
    return rival
  }
}

function reportPart(part: NamedPart, rivals: readonly RivalPart[], issues: IssueCollector): void {
  const clashing = rivals.filter((other) => clash(part, other.part)).map(({ rival }) => rival)
  const last = rivals.findLast(({ rival }) => rival.isCompared)
  if (last !== undefined && clash(part, last.part))
    reportRefused(
      part,
      clashing.filter(({ isCompared }) => isCompared),
      issues,
    )
  else
    reportOverlooked(
      part,
      clashing.filter(({ apart }) => apart() === undefined),
      issues,
    )
}

function reportRefused(part: NamedPart, rivals: readonly Rival[], issues: IssueCollector): void {
  const names = nameRivals(rivals)
  issues.error('conflict', `${describe(part)} clashes with that of ${names}; ${advise(part)}`)
  const proof = rivals[0]?.apart()
  if (proof !== undefined && rivals.every(({ apart }) => apart() !== undefined))
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
function reportInOtherList(part: NamedPart, others: readonly RivalPart[], issues: IssueCollector): void {
  const [first] = others
  const found = others.map(({ rival }) => rival).filter(({ apart }) => apart() === undefined)
  if (first === undefined || found.length === 0) return
  const theirs = `the ${first.part.kind} of that name of ${nameRivals(found)}`
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
  const names = rivals.slice(0, 3).map(({ name }) => name)
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
