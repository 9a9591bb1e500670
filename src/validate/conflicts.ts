import type { IssueCollector } from '../issue/index.js'
import { schemaOf } from '../kubernetes/go-struct/index.js'
import type { JsonObject } from '../kubernetes/own-entry.js'
import type { ProfileName } from '../profile.js'
import { quote, quoteAll } from '../text/quote.js'
import { clash, identityOf, type Thing, thingsOf } from './named-parts.js'
import {
  isElsewhere,
  listOthers,
  mayMeet,
  nameOf,
  namespacesMayMeet,
  type OtherSet,
  provenApart,
  type Reach,
  reachOf,
  readOther,
  sharesName,
} from './other-sets.js'
import type { SidecarSetReading } from './reading.js'
import { valueAtPath } from './type-at-path.js'

/**
 * Reports what a SidecarSet brings under a name that another brings into the same Pods.
 *
 * 1. `conflict` is an error: what OpenKruise refuses. It takes two SidecarSets to be for the same Pods by an inexact
 *    rule, and where several others have the thing it looks at the last one by name only.
 * 2. `conflict-impossible` is a warning beside the error: no Pod can be selected by both.
 * 3. `conflict-overlooked` is a warning: OpenKruise accepts it, and yet some Pods may be selected by both.
 * 4. `other-without-selector` is a warning: the webhook crashes as soon as it compares with that SidecarSet.
 *
 * @param others anything at all; what is no SidecarSet is passed over, and so is the one of the same name
 */
export function findConflicts(
  set: SidecarSetReading,
  others: unknown,
  issues: IssueCollector,
  profile: ProfileName,
): void {
  const list = listOthers(others, set.stored.name)
  if (list.length === 0) return
  const schema = schemaOf(profile)
  const reach = reachOf(set.stored)
  reportWithoutSelector(list, reach, issues, (raw) => readOther(raw, schema, profile)?.reach)
  if (reach.selector === undefined) return
  const things = thingsOf(set, schema)
  const names = new Set(things.map(({ name }) => name))
  const comparable = list.flatMap((raw) => {
    if (!sharesName(raw, names) || isElsewhere(raw, reach)) return []
    const other = readOther(raw, schema, profile)
    return other?.reach.selector === undefined ? [] : [other]
  })
  for (const thing of things) reportThing(thing, reach, comparable, issues)
}

function reportWithoutSelector(
  list: readonly JsonObject[],
  reach: Reach,
  issues: IssueCollector,
  reachOfOther: (raw: JsonObject) => Reach | undefined,
): void {
  for (const raw of list) {
    const selector = valueAtPath(raw, ['spec', 'selector'])
    if (selector !== undefined && selector !== null) continue
    const other = reachOfOther(raw)
    if (other !== undefined && namespacesMayMeet(reach, other))
      issues.warning(
        'other-without-selector',
        `SidecarSet ${quote(nameOf(raw))} has no selector; OpenKruise's webhook crashes when it compares with it`,
      )
  }
}

/** Another SidecarSet that has the same thing otherwise. */
interface Rival {
  readonly other: OtherSet
  readonly isCompared: boolean
  readonly clashes: boolean
  readonly apart: ReturnType<typeof provenApart>
}

function reportThing(thing: Thing, reach: Reach, others: readonly OtherSet[], issues: IssueCollector): void {
  const rivals = others.flatMap((other): Rival[] => {
    const same = other.things.get(identityOf(thing))
    if (same === undefined) return []
    const [isCompared, apart] = [mayMeet(reach, other.reach), provenApart(reach, other.reach)]
    return [{ other, isCompared, clashes: clash(thing, same), apart }]
  })
  const compared = rivals.filter(({ isCompared }) => isCompared)
  const clashing = rivals.filter(({ clashes }) => clashes)
  const place = issues.at(...thing.path)
  if (compared[compared.length - 1]?.clashes === true)
    reportRefused(
      thing,
      clashing.filter(({ isCompared }) => isCompared),
      place,
    )
  else
    reportOverlooked(
      thing,
      clashing.filter(({ apart }) => apart === undefined),
      place,
    )
}

function reportRefused(thing: Thing, rivals: readonly Rival[], issues: IssueCollector): void {
  const names = nameRivals(rivals)
  issues.error('conflict', `${describe(thing)} clashes with that of ${names}; ${advise(thing)}`)
  const proof = rivals[0]?.apart
  if (proof !== undefined && rivals.every(({ apart }) => apart !== undefined))
    issues.warning(
      'conflict-impossible',
      `no Pod can be selected by this SidecarSet and by ${names}, as label ${quote(proof.key)} shows; OpenKruise refuses it all the same, so make that plain with matchLabels of different values`,
    )
}

function reportOverlooked(thing: Thing, rivals: readonly Rival[], issues: IssueCollector): void {
  if (rivals.length === 0) return
  issues.warning(
    'conflict-overlooked',
    `${describe(thing)} clashes with that of ${nameRivals(rivals)} in Pods that both select; OpenKruise does not notice; ${advise(thing)}`,
  )
}

function nameRivals(rivals: readonly Rival[]): string {
  const names = rivals.map(({ other }) => other.name)
  const more = names.length > 3 ? ` and ${names.length - 3} others` : ''
  return `${names.length > 1 ? 'SidecarSets' : 'SidecarSet'} ${quoteAll(names.slice(0, 3))}${more}`
}

function describe({ kind, name }: Thing): string {
  return `${kind} ${quote(name)}`
}

function advise({ kind }: Thing): string {
  if (kind === 'annotation') return 'use policy Retain in both, or let only one of them set it'
  const equal = kind === 'volume' ? ', write the same volume in both' : ''
  return `rename one of them${equal}, or let the selectors exclude each other`
}
