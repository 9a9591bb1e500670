import {
  type HashEntry,
  fieldsOf,
  parseJson,
  readEntry,
  readMembers,
  readText,
  readTime,
  writeHashEntries,
} from '../inject/plan/hash-entries.js'
import { type JsonObject, isJsonObject, setOwn } from '../read/index.js'
import { readWorkingMap } from '../inject/plan/injection-record.js'
import { patchMetadata } from '../inject/plan/annotations.js'
import { type Issue, createIssueCollector } from '../issue/index.js'
import { writeGoJson } from '../kubernetes/go-json.js'
import { compareUtf8 } from '../kubernetes/utf8.js'
import {
  hashAnnotation,
  hashWithoutImageAnnotation,
  inplaceStateAnnotation,
  versionAltAnnotation,
  versionAnnotation,
  workingContainerAnnotation,
} from '../sidecarset/annotation-names.js'
import { hotContainersOf, imageOf } from './hot-upgrade.js'
import { noteContainers } from './inplace-state.js'
import { type PodEdit, changedAnnotations, imageEdit } from './pod-edit.js'
import type { RunningPod } from './running-pod.js'
import type { HotPair, TargetContainer, UpdateTarget } from './update-target.js'

type PodUpgrade =
  { readonly ok: true; readonly edit: PodEdit } | { readonly ok: false; readonly issues: readonly Issue[] }

/** One container of the Pod that gets another image. */
interface ImageChange {
  readonly name: string
  readonly image: string
  /** The pair it belongs to, under hot upgrade. */
  readonly pair?: HotPair
}

/**
 * What an upgrade writes to a Pod, in this order: images, hot-upgrade annotations, hashes, the note by which its end is
 * told, and the SidecarSet's `patchPodMetadata`.
 *
 * Fails where `patchPodMetadata` meets an annotation that it cannot merge.
 */
export function upgradePod(target: UpdateTarget, pod: RunningPod, now: string): PodUpgrade {
  const changes = target.containers.flatMap((container) => findChange(target, container, pod))
  const annotations = new Map(pod.annotations)
  for (const change of changes) if (change.pair !== undefined) recordHotUpgrade(target, change, annotations)
  recordHashes(target, annotations, now)
  const names = changes.map(({ name }) => name)
  annotations.set(inplaceStateAnnotation, noteContainers(target, pod, names, now))
  const patched = patchMetadata(annotations, target.stored.spec.patchPodMetadata ?? [])
  if (!patched.ok) return { ok: false, issues: describeFailure(target, patched) }
  const edit = {
    images: new Map(changes.flatMap(({ name, image }) => imageEdit(pod, name, image))),
    annotations: changedAnnotations(pod.annotations, patched.annotations),
  }
  return { ok: true, edit }
}

/** A hot-upgraded sidecar changes unless the container that stays has the new image already. */
function findChange(target: UpdateTarget, container: TargetContainer, pod: RunningPod): ImageChange[] {
  if (container.kind === 'cold') {
    const { name, image } = container
    return imageOf(pod, name) === image ? [] : [{ name, image }]
  }
  const name = hotContainersOf(target, container, pod).target
  if (imageOf(pod, partnerOf(container, name)) === container.image) return []
  return [{ name, image: container.image, pair: container }]
}

function partnerOf({ names }: HotPair, name: string): string {
  return names[0] === name ? names[1] : names[0]
}

function recordHotUpgrade(
  target: UpdateTarget,
  { name, pair }: ImageChange,
  annotations: Map<string, string>,
): void {
  if (pair === undefined) return
  const version = target.stored.resourceVersion
  const previous = partnerOf(pair, name)
  annotations.set(
    workingContainerAnnotation,
    moveWorking(annotations.get(workingContainerAnnotation), pair.sidecar, name),
  )
  annotations.set(versionAnnotation(name), version)
  annotations.set(versionAltAnnotation(name), annotations.get(versionAnnotation(previous)) ?? '')
  annotations.set(versionAltAnnotation(previous), version)
}

function moveWorking(text: string | undefined, sidecar: string, name: string): string {
  const working = new Map(readWorkingMap(text)).set(sidecar, name)
  const sorted: Record<string, string> = {}
  for (const key of [...working.keys()].sort(compareUtf8)) setOwn(sorted, key, working.get(key) ?? '')
  return writeGoJson(sorted)
}

function recordHashes(target: UpdateTarget, annotations: Map<string, string>, now: string): void {
  const { latestRevision } = target.stored
  const repaired = repairHashes(
    annotations.get(hashAnnotation),
    annotations.get(hashWithoutImageAnnotation),
    (hash) => ({ updateTimestamp: now, hash, sidecarSetName: target.name, sidecarList: null }),
  )
  const own: HashEntry = {
    updateTimestamp: now,
    hash: target.hash,
    sidecarSetName: target.name,
    sidecarList: target.sidecarList,
    ...(latestRevision === '' ? {} : { controllerRevision: latestRevision }),
  }
  annotations.set(hashAnnotation, writeHashEntries(new Map(repaired.entries).set(target.name, own)))
  if (repaired.entriesWithoutImage !== undefined)
    annotations.set(hashWithoutImageAnnotation, writeHashEntries(repaired.entriesWithoutImage))
}

function describeFailure(
  { name }: UpdateTarget,
  { key, detail, index }: { readonly key: string; readonly detail: string; readonly index: number },
): readonly Issue[] {
  const issues = createIssueCollector({ kind: 'SidecarSet', name })
  issues
    .at('spec', 'patchPodMetadata', index, 'annotations', key)
    .error('annotation-not-mergeable', `annotation ${key} cannot be merged: ${detail}`)
  return issues.list
}

/** What an update finds in the hash annotations of a Pod, made writable. */
interface RepairedHashes {
  readonly entries: ReadonlyMap<string, HashEntry>
  /** The other hash annotation, where it has to be rewritten too. */
  readonly entriesWithoutImage?: ReadonlyMap<string, HashEntry>
}

/** What an entry of the old form, a bare hash, becomes. */
type UpgradeOldEntry = (hash: string) => HashEntry

/**
 * Reads the hash annotations of a Pod that is about to be updated, and brings them into today's form.
 *
 * 1. An object of entries is taken as it is. So is the text `null`, as no entries; OpenKruise crashes on it.
 * 2. The old form, an object of texts: each becomes an entry.
 * 3. A mix of both: what is no entry becomes an empty one, and its hash is lost.
 * 4. Anything else counts as no entries.
 * 5. In the cases 2 to 4 the annotation without images is rewritten as well, if it has the old form; and there all names
 *    that the first annotation has and the second lacks are added, with the hash of the first. (A leak of the
 *    reference, which uses one map for both.)
 *
 * @see OpenKruise, UpdatePodSidecarSetHash
 */
export function repairHashes(
  text: string | undefined,
  textWithoutImage: string | undefined,
  upgrade: UpgradeOldEntry,
): RepairedHashes {
  const value = text === undefined ? undefined : parseJson(text)
  if (value === null) return { entries: new Map() }
  const members = isJsonObject(value) ? readMembers(text ?? '', value) : []
  if (isJsonObject(value) && members.every(([, member]) => readEntry(member) !== undefined))
    return { entries: new Map(members.map(([name, member]) => [name, lenientEntry(member)])) }
  const texts = new Map(members.map(([name, member]) => [name, readText(member) ?? '']))
  const isOldForm = members.every(([, member]) => readText(member) !== undefined)
  const entries = isOldForm
    ? mapValues(texts, upgrade)
    : new Map(members.map(([name, member]) => [name, lenientEntry(member)]))
  const textsWithoutImage = readOldForm(textWithoutImage)
  return textsWithoutImage === undefined
    ? { entries }
    : { entries, entriesWithoutImage: mapValues(new Map([...texts, ...textsWithoutImage]), upgrade) }
}

/** The old form, name to hash; undefined where the text has not got it. */
function readOldForm(text: string | undefined): ReadonlyMap<string, string> | undefined {
  const value = text === undefined ? undefined : parseJson(text)
  if (!isJsonObject(value)) return undefined
  const hashes = new Map<string, string>()
  for (const [name, member] of readMembers(text ?? '', value)) {
    const hash = readText(member)
    if (hash === undefined) return undefined
    hashes.set(name, hash)
  }
  return hashes
}

/** The readable parts of an entry: Go keeps what fits and leaves the rest empty. */
function lenientEntry(value: unknown): HashEntry {
  const entry = readEntry(value)
  if (entry !== undefined) return entry
  const fields = fieldsOf(isJsonObject(value) ? value : ({} satisfies JsonObject))
  const controllerRevision = readText(fields.get('controllerrevision')) ?? ''
  const sidecarList: unknown = fields.get('sidecarlist')
  return {
    updateTimestamp: readTime(fields.get('updatetimestamp')) ?? null,
    hash: readText(fields.get('hash')) ?? '',
    sidecarSetName: readText(fields.get('sidecarsetname')) ?? '',
    sidecarList: Array.isArray(sidecarList) ? sidecarList.map((name) => readText(name) ?? '') : null,
    ...(controllerRevision === '' ? {} : { controllerRevision }),
  }
}

function mapValues<A, B>(map: ReadonlyMap<string, A>, change: (value: A) => B): ReadonlyMap<string, B> {
  return new Map([...map].map(([key, value]) => [key, change(value)]))
}
