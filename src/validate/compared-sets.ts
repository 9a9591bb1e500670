import { readOptions } from '../options/index.js'
import { profileOptions, type ProfileOptions } from '../sidecarset/options.js'
import { schemaOf } from '../kubernetes/go-struct/index.js'
import { compareUtf8 } from '../kubernetes/utf8.js'
import type { SidecarSet } from '../manifest/api-types.js'
import { defaultProfileName, type ProfileName } from '../profile.js'
import { isJsonObject, listAt, objectAt, ownValue, textAt, valueAt, type JsonObject } from '../read/index.js'
import { identityOf, namedPartsOf, type NamedPart } from './named-parts.js'
import { orderFactsOf, type OrderFacts } from './order.js'
import { compareSelector, provenApart, reachOf, type ComparedSelector, type Reach } from './reach.js'
import { readForValidation } from './reading.js'

/** Another SidecarSet, ready to be compared. */
export interface OtherSet {
  readonly name: string
  readonly reach: Reach
  /** By identity; of several volumes the first counts, of several annotations the last. */
  readonly parts: ReadonlyMap<string, NamedPart>
  readonly order: OrderFacts
}

/** The SidecarSets of a cluster, read once for any number of validations: see `compileSidecarSets`. */
export interface ComparedSidecarSets {
  /** The OpenKruise version that they were read for. */
  readonly profile: ProfileName
}

/** What `compileSidecarSets` gives: an index by what SidecarSets bring. */
export class OtherSidecarSets implements ComparedSidecarSets {
  readonly profile: ProfileName
  readonly #entries: readonly Entry[]
  /** Positions of entries by the names of what they bring, in ascending order. */
  readonly #byName: ReadonlyMap<string, readonly number[]>
  /** Positions of entries by one label that their selectors ask for: key, then value. Those that ask for none: ''. */
  readonly #byLabel: ReadonlyMap<string, ReadonlyMap<string, readonly number[]>>
  readonly #withoutSelector: readonly Entry[]

  constructor(sets: unknown, profile: ProfileName) {
    this.profile = profile
    const list: readonly unknown[] = Array.isArray(sets) ? sets : []
    this.#entries = list
      .filter(isJsonObject)
      .map((raw) => new Entry(raw, profile))
      .sort((a, b) => compareUtf8(a.name, b.name))
    this.#byName = indexByName(this.#entries)
    this.#byLabel = indexByLabel(this.#entries)
    this.#withoutSelector = this.#entries.filter(
      ({ raw }) => (valueAt(raw, 'spec', 'selector') ?? null) === null,
    )
  }

  /** The manifests, in order of their names. */
  get manifests(): readonly JsonObject[] {
    return this.#entries.map(({ raw }) => raw)
  }

  /** Those without a selector, in order of name, without the one of the given name. */
  withoutSelector(ownName: string): readonly OtherSet[] {
    return this.#withoutSelector.filter(({ name }) => name !== ownName).map((entry) => entry.set)
  }

  /**
   * Those that may select the same Pods and bring something under one of the names, in order of their own names; without
   * the one of the given name.
   */
  rivalsOf(
    ownName: string,
    names: Iterable<string>,
    isApart: (other: Reach) => boolean,
  ): readonly OtherSet[] {
    const positions = new Set<number>()
    for (const name of names) for (const position of this.#byName.get(name) ?? []) positions.add(position)
    const rivals: OtherSet[] = []
    for (const position of [...positions].sort((a, b) => a - b)) {
      const entry = this.#entries[position]
      // The selector shows of most that they are for other Pods, before anything else of them is read.
      if (entry === undefined || entry.name === ownName || isApart(entry.roughReach)) continue
      if (entry.set.reach.selector !== undefined) rivals.push(entry.set)
    }
    return rivals
  }

  /** Those that may select the same Pods as a SidecarSet, one after the other as they are asked for. */
  *neighboursOf(ownName: string, raw: JsonObject, reach: Reach): Generator<OtherSet> {
    const labels = matchLabelsOf(raw)
    for (const [key, byValue] of this.#byLabel) {
      const wanted = ownValue(labels, key)
      const lists = typeof wanted === 'string' ? [byValue.get(wanted) ?? []] : byValue.values()
      for (const positions of lists)
        for (const position of positions) {
          const entry = this.#entries[position]
          if (entry === undefined || entry.name === ownName || provenApart(reach, entry.roughReach)) continue
          const { requirements = [] } = entry.set.reach.selector ?? {}
          if (requirements.length > 0 && !provenApart(reach, entry.set.reach)) yield entry.set
        }
    }
  }
}

/** The entries by the first label of their `matchLabels`. Two that ask for other values of one key share no Pod. */
function indexByLabel(entries: readonly Entry[]): ReadonlyMap<string, ReadonlyMap<string, number[]>> {
  const byLabel = new Map<string, Map<string, number[]>>()
  entries.forEach(({ raw }, position) => {
    const [key = '', value = ''] = Object.entries(matchLabelsOf(raw)).sort(byKey)[0] ?? []
    const byValue = byLabel.get(key) ?? new Map<string, number[]>()
    byLabel.set(key, byValue)
    const text = typeof value === 'string' ? value : ''
    const positions = byValue.get(text)
    if (positions === undefined) byValue.set(text, [position])
    else positions.push(position)
  })
  return byLabel
}

function byKey([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return compareUtf8(a, b)
}

function matchLabelsOf(raw: JsonObject): JsonObject {
  return objectAt(raw, 'spec', 'selector', 'matchLabels')
}

/**
 * Reads the SidecarSets of a cluster once, to be given as `others` to `validateSidecarSet` any number of times: for a
 * cluster of n SidecarSets that are all validated, the work is then in proportion to n and to the names they share.
 *
 * @param sets    SidecarSets as written; what is no SidecarSet is passed over
 * @param options.profile the OpenKruise version that judges. @default 'v1.3.0'
 * @example
 * const others = compileSidecarSets(sidecarSets)
 * const issues = sidecarSets.map((set) => validateSidecarSet(set, { others }))
 */
export function compileSidecarSets(
  sets: readonly SidecarSet[],
  options: ProfileOptions = {},
): ComparedSidecarSets {
  const { profile = defaultProfileName } = readOptions('compileSidecarSets', profileOptions, options)
  return new OtherSidecarSets(sets, profile)
}

/** One of many SidecarSets, read as far as somebody asks. */
class Entry {
  readonly name: string
  readonly raw: JsonObject
  readonly #profile: ProfileName
  #selector: ComparedSelector | undefined
  #set: OtherSet | undefined

  constructor(raw: JsonObject, profile: ProfileName) {
    this.raw = raw
    this.#profile = profile
    this.name = textAt(raw, 'metadata', 'name') ?? ''
  }

  /** What the selector over Pods says alone, as written. */
  get roughReach(): Reach {
    const selector = valueAt(this.raw, 'spec', 'selector')
    if (isJsonObject(selector)) this.#selector ??= compareSelector(selector)
    return { selector: this.#selector, namespaceSelector: undefined }
  }

  get set(): OtherSet {
    return (this.#set ??= readOther(this.raw, this.#profile))
  }
}

/** Reads another SidecarSet as far as it can be read. */
function readOther(raw: JsonObject, profile: ProfileName): OtherSet {
  const reading = readForValidation(raw, profile)
  const parts = new Map<string, NamedPart>()
  for (const part of namedPartsOf(reading, schemaOf(profile))) {
    const id = identityOf(part)
    if (part.kind !== 'volume' || !parts.has(id)) parts.set(id, part)
  }
  const { stored } = reading
  return { name: stored.name, reach: reachOf(stored), parts, order: orderFactsOf(stored, profile) }
}

function indexByName(entries: readonly Entry[]): ReadonlyMap<string, readonly number[]> {
  const byName = new Map<string, number[]>()
  entries.forEach(({ raw }, position) => {
    for (const name of namesIn(raw)) {
      const positions = byName.get(name)
      if (positions === undefined) byName.set(name, [position])
      else positions.push(position)
    }
  })
  return byName
}

/** The names of all that a SidecarSet brings, each once. A name that is missing or null is read as the empty text. */
function namesIn(raw: JsonObject): ReadonlySet<string> {
  const names = new Set<string>()
  for (const field of ['initContainers', 'containers', 'volumes'])
    for (const entry of listAt(raw, 'spec', field)) names.add(textAt(entry, 'name') ?? '')
  for (const patch of listAt(raw, 'spec', 'patchPodMetadata'))
    for (const key of Object.keys(objectAt(patch, 'annotations'))) names.add(key)
  return names
}
