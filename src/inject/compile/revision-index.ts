import type { ProfileBehaviour } from '../../profile/types.js'
import { createIssueCollector, type Issue } from '../../issue/index.js'
import { compareUtf8 } from '../../kubernetes/utf8.js'
import { canonicalizeTime, parseTime } from '../../kubernetes/time.js'
import type { ControllerRevision } from '../../manifest/api-types.js'
import { customVersionLabel, sidecarSetNameLabel } from '../../sidecarset/annotation-names.js'
import { describeMismatch, readSafely, textAt, valueAt } from '../../read/index.js'
import { copyPlain } from '../../kubernetes/plain-data.js'
import { identify, readMetadata } from './read-metadata.js'

/** Finds the ControllerRevisions of the namespace that OpenKruise is installed in. */
export interface RevisionIndex {
  /** That namespace. */
  readonly namespace: string
  byName(name: string): ControllerRevision | undefined
  /** The newest of a custom version. */
  byCustomVersion(version: string, sidecarSet: string): ControllerRevision | undefined
}

/**
 * Takes over the ControllerRevisions that can be read, as copies. One of another namespace than OpenKruise's own does not
 * count, and nothing is said about it. What a revision holds is read when a Pod asks for it.
 */
export function readRevisions(
  given: readonly ControllerRevision[],
  kruiseNamespace: string,
): {
  readonly revisions: readonly ControllerRevision[]
  readonly issues: readonly Issue[]
} {
  const revisions: ControllerRevision[] = []
  const issues: Issue[] = []
  for (const object of given) {
    // Copied first: what is read of a copy later on cannot throw.
    const revision = readSafely(object, copyPlain)
    if ((textAt(revision, 'metadata', 'namespace') ?? kruiseNamespace) !== kruiseNamespace) continue
    const found = findUnreadable(revision)
    if (revision !== undefined && found.length === 0) revisions.push(revision)
    else issues.push(...found)
  }
  return { revisions, issues }
}

function findUnreadable(revision: ControllerRevision | undefined): readonly Issue[] {
  const { issues } = readMetadata(revision, 'ControllerRevision', metadataFields)
  const number = valueAt(revision, 'revision') ?? 0
  if (Number.isSafeInteger(number)) return issues
  const collector = createIssueCollector(identify(revision, 'ControllerRevision'), ['revision'])
  const { code, message } = describeMismatch('int64', number, ['revision'])
  collector.error(code, message)
  return [...issues, ...collector.list]
}

const metadataFields = ['name', 'namespace', 'labels', 'annotations', 'creationTimestamp'] as const

/**
 * Indexes the ControllerRevisions of OpenKruise's own namespace; others do not count.
 *
 * A custom version is looked up among the revisions that carry it as a label: the highest `revision`, then the later
 * creation, then the greater name. Later versions ask for the SidecarSet's name on them too; v1.3.0 does not, and takes
 * another SidecarSet's revision if that is higher.
 */
export function indexRevisions(
  revisions: readonly ControllerRevision[],
  behaviour: ProfileBehaviour,
  namespace: string,
): RevisionIndex {
  const known = revisions.filter((revision) => textAt(revision, 'metadata', 'namespace') === namespace)
  const byName = new Map(known.map((revision) => [nameOf(revision), revision]))
  const newest = new Map<string, ControllerRevision>()
  for (const revision of known) {
    const version = labelOf(revision, customVersionLabel)
    if (version === undefined) continue
    const key = keyOf(version, behaviour.ownsRevisions ? labelOf(revision, sidecarSetNameLabel) : undefined)
    const other = newest.get(key)
    if (other === undefined || compareAge(other, revision) < 0) newest.set(key, revision)
  }
  return {
    namespace,
    byName: (name) => byName.get(name),
    byCustomVersion: (version, sidecarSet) =>
      newest.get(keyOf(version, behaviour.ownsRevisions ? sidecarSet : undefined)),
  }
}

function keyOf(version: string, sidecarSet: string | undefined): string {
  return JSON.stringify([version, sidecarSet ?? null])
}

function labelOf(revision: ControllerRevision, label: string): string | undefined {
  return textAt(revision, 'metadata', 'labels', label)
}

/** Negative where `a` is older than `b`. */
function compareAge(a: ControllerRevision, b: ControllerRevision): number {
  return numberOf(a) - numberOf(b) || creationOf(a) - creationOf(b) || compareUtf8(nameOf(a), nameOf(b))
}

function nameOf(revision: ControllerRevision): string {
  return textAt(revision, 'metadata', 'name') ?? ''
}

/** What is no number counts as absent. */
function numberOf({ revision }: ControllerRevision): number {
  return Number.isFinite(revision) ? Number(revision) : 0
}

/** A revision without a time counts as the oldest. */
function creationOf(revision: ControllerRevision): number {
  const created = revision.metadata?.creationTimestamp
  return parseTime(canonicalizeTime(created) ?? '') ?? Number.NEGATIVE_INFINITY
}
