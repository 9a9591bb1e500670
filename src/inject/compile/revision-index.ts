import { compareUtf8 } from '../../kubernetes/go-json.js'
import { ownValue } from '../../kubernetes/own-entry.js'
import { parseTime } from '../../kubernetes/time.js'
import type { ControllerRevision } from '../../manifest/api-types.js'
import {
  customVersionLabel,
  kruiseNamespace,
  sidecarSetNameLabel,
} from '../../sidecarset/annotation-names.js'
import type { ProfileBehaviour } from '../profile-behaviour.js'

/** Finds the ControllerRevisions of Kruise's own namespace. */
export interface RevisionIndex {
  byName(name: string): ControllerRevision | undefined
  /** The newest of a custom version. */
  byCustomVersion(version: string, sidecarSet: string): ControllerRevision | undefined
}

/**
 * Indexes the ControllerRevisions of namespace `kruise-system`; others do not count.
 *
 * A custom version is looked up among the revisions that carry it as a label: the highest `revision`, then the later
 * creation, then the greater name. Later versions ask for the SidecarSet's name on them too; v1.3.0 does not, and takes
 * another SidecarSet's revision if that is higher.
 */
export function indexRevisions(
  revisions: readonly ControllerRevision[],
  behaviour: ProfileBehaviour,
): RevisionIndex {
  const known = revisions.filter((revision) => revision.metadata?.namespace === kruiseNamespace)
  const byName = new Map(known.map((revision) => [revision.metadata?.name ?? '', revision]))
  const newest = new Map<string, ControllerRevision>()
  for (const revision of known) {
    const version = labelOf(revision, customVersionLabel)
    if (version === undefined) continue
    const key = keyOf(version, behaviour.ownsRevisions ? labelOf(revision, sidecarSetNameLabel) : undefined)
    const other = newest.get(key)
    if (other === undefined || compareAge(other, revision) < 0) newest.set(key, revision)
  }
  return {
    byName: (name) => byName.get(name),
    byCustomVersion: (version, sidecarSet) =>
      newest.get(keyOf(version, behaviour.ownsRevisions ? sidecarSet : undefined)),
  }
}

function keyOf(version: string, sidecarSet: string | undefined): string {
  return JSON.stringify([version, sidecarSet ?? null])
}

function labelOf(revision: ControllerRevision, label: string): string | undefined {
  const labels = revision.metadata?.labels
  const value = labels === undefined || labels === null ? undefined : ownValue(labels, label)
  return typeof value === 'string' ? value : undefined
}

/** Negative where `a` is older than `b`. */
function compareAge(a: ControllerRevision, b: ControllerRevision): number {
  return (
    (a.revision ?? 0) - (b.revision ?? 0) ||
    creationOf(a) - creationOf(b) ||
    compareUtf8(a.metadata?.name ?? '', b.metadata?.name ?? '')
  )
}

/** A revision without a time counts as the oldest. */
function creationOf(revision: ControllerRevision): number {
  const created = revision.metadata?.creationTimestamp
  if (created instanceof Date) return created.getTime()
  return (typeof created === 'string' ? parseTime(created) : undefined) ?? Number.NEGATIVE_INFINITY
}
