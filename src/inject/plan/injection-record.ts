import type { ProfileBehaviour } from '../../profile/types.js'
import { writeGoJson } from '../../kubernetes/go-json.js'
import { compareUtf8 } from '../../kubernetes/utf8.js'
import { isJsonObject, setOwn } from '../../read/index.js'
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
import { joinHashEntries, parseJson, readHashEntries, type HashEntries } from './hash-entries.js'
import type { AnnotationEdits, AnnotationReader } from './annotations.js'

/** What earlier injections left in a Pod's annotations. */
export interface EarlierInjection {
  readonly entries: HashEntries
  readonly entriesWithoutImage: HashEntries
}

export type ReadEarlier =
  | { readonly ok: true; readonly earlier: EarlierInjection }
  | { readonly ok: false; readonly annotation: string; readonly detail: string }

/** Reads both hash annotations. They are read before anything is built, so a bad one fails every injection. */
export function readEarlierInjection(annotations: AnnotationReader): ReadEarlier {
  const entries = readHashEntries(annotations.get(hashAnnotation))
  if (!entries.ok) return { ok: false, annotation: hashAnnotation, detail: entries.detail }
  const withoutImage = readHashEntries(annotations.get(hashWithoutImageAnnotation))
  if (!withoutImage.ok)
    return { ok: false, annotation: hashWithoutImageAnnotation, detail: withoutImage.detail }
  return { ok: true, earlier: { entries: entries.entries, entriesWithoutImage: withoutImage.entries } }
}

/** Writes the annotations that record an injection: hashes and names. */
export function recordInjection(
  sets: readonly EffectiveSet[],
  earlier: EarlierInjection,
  annotations: AnnotationEdits,
  behaviour: ProfileBehaviour,
  now: string,
): void {
  const recorded = sets.filter((set) => behaviour.writesEmptyHashEntries || set.templates.length > 0)
  const writers = recorded.map((set) => ({ name: set.name, ...set.hashEntries() }))
  const write = (entries: HashEntries, which: 'hash' | 'hashWithoutImage'): string => {
    const texts = new Map<string, string>()
    for (const [name, entry] of entries) texts.set(name, writeGoJson(entry))
    for (const writer of writers) texts.set(writer.name, writer[which](now))
    return joinHashEntries(texts)
  }
  annotations.set(hashAnnotation, write(earlier.entries, 'hash'))
  annotations.set(hashWithoutImageAnnotation, write(earlier.entriesWithoutImage, 'hashWithoutImage'))
  annotations.set(injectedListAnnotation, writeInjectedList(sets, annotations, behaviour))
}

function writeInjectedList(
  sets: readonly EffectiveSet[],
  annotations: AnnotationReader,
  behaviour: ProfileBehaviour,
): string {
  const names = sets.map((set) => set.name)
  if (!behaviour.mergesInjectedList) return names.join(',')
  const old = annotations.get(injectedListAnnotation) ?? ''
  const all = new Set([...(old === '' ? [] : old.split(',')), ...names])
  return [...all].sort(compareUtf8).join(',')
}

/** Writes what hot upgrade notes in the Pod: the versions of both containers of each pair, and which of them works. */
export function recordHotUpgrade(
  built: readonly BuiltContainer[],
  annotations: AnnotationEdits,
  behaviour: ProfileBehaviour,
): void {
  const hot = [...new Set(built.map(({ template }) => template))].filter((template) => template.hotUpgrade)
  if (hot.length === 0) return
  const working = writeWorkingMap(hot, annotations, behaviour)
  for (const [key, text] of hot.flatMap(versionsOf)) annotations.set(key, text)
  annotations.set(workingContainerAnnotation, working)
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
  annotations: AnnotationReader,
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
export function hasNullWorkingMap(built: readonly BuiltContainer[], annotations: AnnotationReader): boolean {
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
