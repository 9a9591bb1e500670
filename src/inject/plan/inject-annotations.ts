import { compareUtf8 } from '../../kubernetes/go-json.js'
import { writeGoJson } from '../../kubernetes/go-struct/index.js'
import { isJsonObject, setOwn } from '../../kubernetes/own-entry.js'
import {
  hashAnnotation,
  hashWithoutImageAnnotation,
  injectedListAnnotation,
  versionAltAnnotation,
  versionAnnotation,
  workingContainerAnnotation,
} from '../../sidecarset/annotation-names.js'
import type { BuiltContainer, ContainerTemplate } from '../compile/container-template.js'
import type { EffectiveSet } from '../compile/effective-set.js'
import {
  parseJson,
  readHashEntries,
  writeHashEntries,
  type HashEntries,
  type HashEntry,
} from './hash-entries.js'
import type { AnnotationMap } from './patch-metadata.js'
import type { ProfileBehaviour } from '../profile-behaviour.js'

/** What earlier injections left in a Pod's annotations. */
export interface EarlierInjection {
  readonly entries: HashEntries
  readonly entriesWithoutImage: HashEntries
}

export type ReadEarlier =
  | { readonly ok: true; readonly earlier: EarlierInjection }
  | { readonly ok: false; readonly annotation: string; readonly detail: string }

/** Reads both hash annotations. They are read before anything is built, so a bad one fails every injection. */
export function readEarlierInjection(annotations: AnnotationMap): ReadEarlier {
  const entries = readHashEntries(annotations.get(hashAnnotation))
  if (!entries.ok) return { ok: false, annotation: hashAnnotation, detail: entries.detail }
  const withoutImage = readHashEntries(annotations.get(hashWithoutImageAnnotation))
  if (!withoutImage.ok)
    return { ok: false, annotation: hashWithoutImageAnnotation, detail: withoutImage.detail }
  return { ok: true, earlier: { entries: entries.entries, entriesWithoutImage: withoutImage.entries } }
}

/** The annotations that record an injection: hashes and names. */
export function recordInjection(
  sets: readonly EffectiveSet[],
  earlier: EarlierInjection,
  annotations: AnnotationMap,
  behaviour: ProfileBehaviour,
  now: string,
): ReadonlyMap<string, string> {
  return new Map([
    ...recordHashes(sets, earlier, behaviour, now),
    [injectedListAnnotation, writeInjectedList(sets, annotations, behaviour)],
  ])
}

/** The annotations of an injection that carry its time. */
export function recordHashes(
  sets: readonly EffectiveSet[],
  earlier: EarlierInjection,
  behaviour: ProfileBehaviour,
  now: string,
): ReadonlyMap<string, string> {
  const recorded = sets.filter((set) => behaviour.writesEmptyHashEntries || set.templates.length > 0)
  const entries = new Map(earlier.entries)
  const entriesWithoutImage = new Map(earlier.entriesWithoutImage)
  for (const set of recorded) {
    const { hash, hashWithoutImage } = set.hashes()
    entries.set(set.name, { ...entryOf(set, hash, now), ...revisionOf(set) })
    entriesWithoutImage.set(set.name, entryOf(set, hashWithoutImage, now))
  }
  return new Map([
    [hashAnnotation, writeHashEntries(entries)],
    [hashWithoutImageAnnotation, writeHashEntries(entriesWithoutImage)],
  ])
}

function entryOf(set: EffectiveSet, hash: string, now: string): HashEntry {
  return { updateTimestamp: now, hash, sidecarSetName: set.name, sidecarList: set.sidecarList }
}

function revisionOf(set: EffectiveSet): { readonly controllerRevision?: string } {
  return set.latestRevision === '' ? {} : { controllerRevision: set.latestRevision }
}

function writeInjectedList(
  sets: readonly EffectiveSet[],
  annotations: AnnotationMap,
  behaviour: ProfileBehaviour,
): string {
  const names = sets.map((set) => set.name)
  if (!behaviour.mergesInjectedList) return names.join(',')
  const old = annotations.get(injectedListAnnotation) ?? ''
  const all = new Set([...(old === '' ? [] : old.split(',')), ...names])
  return [...all].sort(compareUtf8).join(',')
}

/** What hot upgrade notes in the Pod: the versions of both containers of each pair, and which of them works. */
export function recordHotUpgrade(
  built: readonly BuiltContainer[],
  annotations: AnnotationMap,
  behaviour: ProfileBehaviour,
): ReadonlyMap<string, string> {
  const hot = [...new Set(built.map(({ template }) => template))].filter((template) => template.hotUpgrade)
  if (hot.length === 0) return new Map()
  const pairs = hot.flatMap((template) => versionsOf(template))
  return new Map([...pairs, [workingContainerAnnotation, writeWorkingMap(hot, annotations, behaviour)]])
}

function versionsOf(template: ContainerTemplate): [string, string][] {
  const name = template.source.name ?? ''
  return [
    [versionAnnotation(`${name}-1`), '1'],
    [versionAltAnnotation(`${name}-1`), '0'],
    [versionAnnotation(`${name}-2`), '0'],
    [versionAltAnnotation(`${name}-2`), '1'],
  ]
}

/** v1.3.0 starts from what the Pod had for each of them, so that only the last one built is added. */
function writeWorkingMap(
  hot: readonly ContainerTemplate[],
  annotations: AnnotationMap,
  behaviour: ProfileBehaviour,
): string {
  const added = behaviour.addsAllHotContainers ? hot : hot.slice(-1)
  const working = new Map(readWorkingMap(annotations.get(workingContainerAnnotation)))
  for (const template of added) working.set(template.source.name ?? '', `${template.source.name ?? ''}-1`)
  const sorted: Record<string, unknown> = {}
  for (const name of [...working.keys()].sort(compareUtf8)) setOwn(sorted, name, working.get(name))
  return writeGoJson(sorted)
}

/** Whether the working map cannot be continued: the JSON text `null`, on which OpenKruise crashes. */
export function hasNullWorkingMap(built: readonly BuiltContainer[], annotations: AnnotationMap): boolean {
  const text = annotations.get(workingContainerAnnotation)
  return text !== undefined && parseJson(text) === null && built.some(({ template }) => template.hotUpgrade)
}

/** Sidecar name to working container. Unreadable text counts as empty, a member that is no string as the empty text. */
export function readWorkingMap(text: string | undefined): ReadonlyMap<string, string> {
  const value = text === undefined ? undefined : parseJson(text)
  if (!isJsonObject(value)) return new Map()
  return new Map(
    Object.entries(value).map(([name, working]) => [name, typeof working === 'string' ? working : '']),
  )
}
