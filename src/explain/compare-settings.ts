import { deepEqual } from '../kubernetes/plain-data.js'
import type { LabelSelector, SidecarSet, SidecarSetSpec } from '../manifest/api-types.js'
import { defaultProfileName, type ProfileName } from '../profile.js'
import { isJsonObject, objectAt, ownValue, textAt } from '../read/index.js'
import { compileLenientSelector } from '../selector/index.js'
import { formatRequirements } from '../selector/requirement.js'
import { readSidecarSet } from '../sidecarset/read-sidecar-set.js'
import { cut, visible } from '../text/visible.js'

/** A change of a SidecarSet besides its containers. */
export interface SettingChange {
  /** `selector`, `updateStrategy.maxUnavailable`, `volumes`: where in the spec it stands. */
  readonly field: string
  /** What it was and what it is, and what that means. Names only, no values of annotations. Its wording is no contract. */
  readonly message: string
}

/**
 * What changes in a SidecarSet besides containers and init containers, defaults filled in: who it is for, how it is
 * injected and how running Pods are upgraded, and what else it brings into Pods.
 *
 * @returns none where a version is not given or cannot be read
 */
export function compareSettings(
  before: SidecarSet | undefined,
  after: SidecarSet | undefined,
  profile: ProfileName = defaultProfileName,
): readonly SettingChange[] {
  const [earlier, later] = [before, after].map((set) => readSpec(set, profile))
  if (earlier === undefined || later === undefined) return []
  const fields = Object.keys({ ...earlier, ...later }) as (keyof SidecarSetSpec)[]
  return fields.flatMap((field) => {
    const describe = describers[field] ?? describeLeaves
    const [old, now] = [earlier[field], later[field]]
    return deepEqual(old ?? null, now ?? null) ? [] : describe(field, old, now)
  })
}

function readSpec(set: SidecarSet | undefined, profile: ProfileName): SidecarSetSpec | undefined {
  const read = set && readSidecarSet(set, profile)
  return read?.ok === true ? read.set.spec : undefined
}

type Describe = (field: string, before: unknown, after: unknown) => readonly SettingChange[]

const describers: Partial<Readonly<Record<keyof SidecarSetSpec, Describe>>> = {
  containers: () => [],
  initContainers: () => [],
  selector: describeSelector,
  namespaceSelector: describeSelector,
  volumes: describeNamed,
  imagePullSecrets: describeNamed,
  patchPodMetadata: (field, before, after) =>
    describeNamed(field, annotationsOf(before), annotationsOf(after)),
}

function describeSelector(field: string, before: unknown, after: unknown): readonly SettingChange[] {
  return [{ field, message: `${selectorText(before)} becomes ${selectorText(after)}` }]
}

function selectorText(selector: unknown): string {
  if (!isJsonObject(selector)) return 'none'
  const { requirements } = compileLenientSelector(selector as LabelSelector, { empty: 'everything' })
  return requirements.length === 0 ? 'an empty selector' : shown(formatRequirements(requirements))
}

/** Longer texts are cut. */
const longestText = 200

function shown(text: string): string {
  return cut(visible(text), longestText)
}

type Entry = Readonly<Record<string, unknown>>

/** Describes lists of named things: which come, which go, and which are there in another form. */
function describeNamed(field: string, before: unknown, after: unknown): readonly SettingChange[] {
  const [old, now] = [byName(before), byName(after)]
  const added = [...now.keys()].filter((name) => !old.has(name))
  const removed = [...old.keys()].filter((name) => !now.has(name))
  const changed = [...now.keys()].filter((name) => old.has(name) && !deepEqual(old.get(name), now.get(name)))
  const parts = [listed('added', added), listed('removed', removed), listed('changed', changed)]
  const what = parts.filter((part) => part !== '').join('; ')
  return [{ field, message: `${what === '' ? 'in another order' : what}; new Pods only` }]
}

function byName(list: unknown): ReadonlyMap<string, Entry> {
  return new Map(entriesOf(list).map((entry) => [textAt(entry, 'name') ?? '', entry]))
}

function entriesOf(list: unknown): readonly Entry[] {
  return Array.isArray(list) ? (list as readonly unknown[]).filter(isJsonObject) : []
}

const mostNames = 10

function listed(what: string, names: readonly string[]): string {
  const more = names.length > mostNames ? ` and ${names.length - mostNames} more` : ''
  return names.length === 0 ? '' : `${what} ${names.slice(0, mostNames).map(shown).join(', ')}${more}`
}

/** Each annotation that is patched, with the way it is. */
function annotationsOf(patches: unknown): readonly Entry[] {
  return entriesOf(patches).flatMap((patch) => {
    const policy = ownValue(patch, 'patchPolicy')
    return Object.entries(objectAt(patch, 'annotations')).map(([name, value]) => ({ name, value, policy }))
  })
}

/** What a change of these means, where it is not what people expect. */
const meanings: Readonly<Record<string, string>> = {
  'injectionStrategy.paused': 'it is about new Pods; running Pods are upgraded all the same',
  'updateStrategy.type': 'it is about running Pods; new Pods get the later version either way',
  'updateStrategy.paused': 'it is about running Pods; new Pods get the later version either way',
}

/** The leaves of an object that differ, each with what it was and what it is. */
function describeLeaves(field: string, before: unknown, after: unknown): readonly SettingChange[] {
  if (
    isJsonObject(before ?? after) &&
    (before === undefined || isJsonObject(before)) &&
    isJsonObject(after ?? {})
  )
    return Object.keys({ ...(before as object | undefined), ...(after as object | undefined) }).flatMap(
      (key) => {
        const [old, now] = [before, after].map((value) =>
          isJsonObject(value) ? ownValue(value, key) : undefined,
        )
        return deepEqual(old ?? null, now ?? null) ? [] : describeLeaves(`${field}.${key}`, old, now)
      },
    )
  const meaning = meanings[field]
  return [
    {
      field,
      message: `${leafText(before)} becomes ${leafText(after)}${meaning === undefined ? '' : `; ${meaning}`}`,
    },
  ]
}

function leafText(value: unknown): string {
  if (value === undefined || value === null) return 'nothing'
  return typeof value === 'object' ? 'a list' : shown(String(value as string | number | boolean))
}
