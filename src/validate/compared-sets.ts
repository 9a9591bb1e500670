import type { SidecarSet } from '../manifest/api-types.js'
import { copyPlain } from '../kubernetes/plain-data.js'
import { compareUtf8 } from '../kubernetes/utf8.js'
import { lazy } from '../lazy.js'
import { readOptions } from '../options/index.js'
import { defaultProfileName, type ProfileName } from '../profile.js'
import { isJsonObject, objectAt, ownValue, textAt, valueAt, type JsonObject } from '../read/index.js'
import { profileOptions, type ProfileOptions } from '../sidecarset/options.js'
import { identityOf, namedPartsOf, type NamedPart, type PartKind } from './named-parts.js'
import { orderFactsOf, type OrderFacts } from './order.js'
import { asksForLabels, provenApart, reachOf, type Reach } from './reach.js'

/** The SidecarSets of a cluster, read once for any number of validations: see `compileSidecarSets`. */
export interface ComparedSidecarSets {
  /** The OpenKruise version that they were read for. */
  readonly profile: ProfileName
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
  // A copy: much is read later, when what was handed in may have been edited in place.
  return new OtherSidecarSets(copyPlain(sets), profile)
}

/** Another SidecarSet, read as far as somebody asks. */
export interface OtherSet {
  readonly name: string
  readonly raw: JsonObject
  readonly reach: () => Reach
  readonly order: () => OrderFacts
}

/** What another SidecarSet brings under some identity. */
export interface OtherPart {
  readonly set: OtherSet
  readonly part: NamedPart
}

/** What `compileSidecarSets` gives: an index by what SidecarSets bring. */
export class OtherSidecarSets implements ComparedSidecarSets {
  readonly profile: ProfileName
  readonly #manifests: unknown
  readonly #byIdentity: Map<string, OtherPart[]> = new Map()
  readonly #withSelector: OtherSet[] = []
  readonly #withoutSelector: OtherSet[] = []
  readonly #byLabel: () => LabelIndex = lazy(() => indexByLabel(this.#withSelector))

  /** @param wanted the identities that will be asked for. @default all */
  constructor(manifests: unknown, profile: ProfileName, wanted?: ReadonlySet<string>) {
    this.profile = profile
    this.#manifests = manifests
    const list: readonly unknown[] = Array.isArray(manifests) ? manifests : []
    const sets = list.filter(isJsonObject).map((raw): OtherSet => ({
      name: textAt(raw, 'metadata', 'name') ?? '',
      raw,
      reach: lazy(() => reachOf(raw, profile)),
      order: lazy(() => orderFactsOf(raw, profile)),
    }))
    for (const set of sets.sort((a, b) => compareUtf8(a.name, b.name))) {
      const list = lacksSelector(set.raw) ? this.#withoutSelector : this.#withSelector
      list.push(set)
    }
    for (const set of this.#withSelector)
      for (const part of namedPartsOf(set.raw, profile, wanted)) this.#add({ set, part })
    // For one validation this waits until somebody asks; for many, manifests are read now and once.
    if (wanted === undefined) this.#byLabel()
    Object.freeze(this)
  }

  /** The same SidecarSets, read for another version. */
  readFor(profile: ProfileName, wanted: ReadonlySet<string>): OtherSidecarSets {
    return new OtherSidecarSets(this.#manifests, profile, wanted)
  }

  /** Those without a selector, in order of name. */
  get withoutSelector(): readonly OtherSet[] {
    return this.#withoutSelector
  }

  /**
   * What SidecarSets with a selector bring under an identity, in order of their names: of several volumes of one
   * SidecarSet the first, of several annotations the last.
   */
  bringing(kind: PartKind, name: string): readonly OtherPart[] {
    return this.#byIdentity.get(identityOf(kind, name)) ?? []
  }

  /** Those that may select the same Pods as a SidecarSet, one after the other as they are asked for. */
  *neighboursOf(ownName: string, raw: JsonObject, reach: Reach): Generator<OtherSet> {
    const labels = matchLabelsOf(raw)
    for (const [key, byValue] of this.#byLabel()) {
      const wanted = ownValue(labels, key)
      const lists = typeof wanted === 'string' ? [byValue.get(wanted) ?? []] : byValue.values()
      for (const sets of lists)
        for (const other of sets)
          if (other.name !== ownName && asksForLabels(other.reach()) && !provenApart(reach, other.reach()))
            yield other
    }
  }

  #add(added: OtherPart): void {
    const id = identityOf(added.part.kind, added.part.name)
    const known = this.#byIdentity.get(id)
    if (known === undefined) this.#byIdentity.set(id, [added])
    else if (known.at(-1)?.set !== added.set) known.push(added)
    else if (added.part.kind === 'annotation') known[known.length - 1] = added
  }
}

function lacksSelector(raw: JsonObject): boolean {
  return (valueAt(raw, 'spec', 'selector') ?? null) === null
}

/** SidecarSets by the first label of their `matchLabels`, key and value; those that ask for none stand under ''. */
type LabelIndex = ReadonlyMap<string, ReadonlyMap<string, readonly OtherSet[]>>

/** Two SidecarSets that ask for other values of one key share no Pod. */
function indexByLabel(sets: readonly OtherSet[]): LabelIndex {
  const byLabel = new Map<string, Map<string, OtherSet[]>>()
  for (const set of sets) {
    const labels = matchLabelsOf(set.raw)
    const [key = ''] = Object.keys(labels).sort(compareUtf8)
    const value = textAt(labels, key) ?? ''
    const byValue = byLabel.get(key) ?? new Map<string, OtherSet[]>()
    byLabel.set(key, byValue)
    const alike = byValue.get(value)
    if (alike === undefined) byValue.set(value, [set])
    else alike.push(set)
  }
  return byLabel
}

function matchLabelsOf(raw: JsonObject): JsonObject {
  return objectAt(raw, 'spec', 'selector', 'matchLabels')
}
