import { isJsonObject, ownValue } from '../../kubernetes/own-entry.js'
import { hashAnnotation, sidecarSetNameLabel } from '../../sidecarset/annotation-names.js'
import { hashSpec } from '../../sidecarset/hash.js'
import type { CompiledConfig } from '../compile/compile-config.js'
import type { CompiledSet } from '../compile/compiled-set.js'
import { readHashEntries, type HashEntry } from '../plan/hash-entries.js'
import type { PodHead } from '../pod/pod-subject.js'
import { mergeRevision } from './merge-revision.js'
import type { DecisionFacts, ReasonCode } from './reasons.js'

/**
 * Why an UPDATE of an injected Pod fails: OpenKruise restores the state of the SidecarSet that the Pod records, although
 * it does nothing with it.
 *
 * 1. A Pod that records today's hash needs no restoring.
 * 2. Else the ControllerRevision counts that its entry names, if it carries the SidecarSet's name. None: nothing fails.
 * 3. It cannot be merged into the SidecarSet: the request fails.
 *
 * @see OpenKruise, pod mutating webhook, getSuitableRevisionSidecarSet
 */
export function findBrokenRevision(
  set: CompiledSet,
  { pod }: PodHead,
  { revisions, profile }: CompiledConfig,
): { readonly outcome: 'failed'; readonly reason: ReasonCode; readonly facts: DecisionFacts } | undefined {
  const entry = recordedEntry(pod, set.name)
  const revision =
    entry?.controllerRevision === undefined ? undefined : revisions.byName(entry.controllerRevision)
  if (entry === undefined || revision === undefined) return undefined
  const labels: unknown = revision.metadata?.labels
  if (!isJsonObject(labels) || ownValue(labels, sidecarSetNameLabel) !== set.name) return undefined
  const merged = mergeRevision(set.stored, revision, profile)
  if (merged.ok || hashSpec(set.stored, profile).hash === entry.hash) return undefined
  const facts = { name: entry.controllerRevision ?? '', detail: merged.detail }
  return { outcome: 'failed', reason: 'revision-invalid', facts }
}

/** What a Pod records of a SidecarSet. An annotation that cannot be read records nothing. */
function recordedEntry({ metadata }: PodHead['pod'], sidecarSet: string): HashEntry | undefined {
  const annotations: unknown = metadata?.annotations
  const text = isJsonObject(annotations) ? ownValue(annotations, hashAnnotation) : undefined
  const read = typeof text === 'string' ? readHashEntries(text) : undefined
  return read?.ok === true ? read.entries.get(sidecarSet) : undefined
}
