import {
  type FieldPath,
  createIssueCollector,
  describeValue,
  type Issue,
  type IssueCollector,
  type ResourceId,
} from '../../issue/index.js'
import {
  describeMismatch,
  isJsonObject,
  ownValue,
  type JsonObject,
  nonEmptyTextAt,
} from '../../read/index.js'
import { knownKinds, classifyKind, type Bucket, resourceIdOf } from '../kinds.js'
import type { InputDocument } from './read-source.js'
import { checkShape } from '../schema/check-shape.js'

/** A value that should be a manifest, and where it stands. */
export interface Candidate {
  readonly value: unknown
  readonly document: InputDocument
  /** Path within the document: empty, or of an item in a list of manifests. */
  readonly path: FieldPath
  /** What an item of a typed list is although it need not say so. */
  readonly inherited?: { readonly apiVersion: string; readonly kind: string }
}

/**
 * The manifests of a document.
 *
 * 1. `kind: List` gives its items, and theirs if they are lists.
 * 2. So does a list of a known kind, such as `SidecarSetList`. Its items need no apiVersion and kind: the API server
 *    leaves them out.
 * 3. Anything else gives itself, a kind such as `PriceList` too, and a list whose items are no list.
 */
export function flattenList(candidate: Candidate): Candidate[] {
  const items = itemsOf(candidate.value)
  if (items === undefined || !isJsonObject(candidate.value)) return [candidate]
  const inherited = itemTypeOf(candidate.value)
  return items.flatMap((value, index) =>
    flattenList({
      value,
      document: candidate.document,
      path: [...candidate.path, 'items', index],
      ...(inherited === undefined ? {} : { inherited }),
    }),
  )
}

/** The items of a list of manifests; undefined where it is none, or cannot be read as one. */
function itemsOf(value: unknown): readonly unknown[] | undefined {
  if (!isJsonObject(value) || !isListKind(nonEmptyTextAt(value, 'kind') ?? '')) return undefined
  const items = ownValue(value, 'items') ?? []
  return Array.isArray(items) ? items : undefined
}

/** `List`, or the name of a known kind with `List` behind it. */
function isListKind(kind: string): boolean {
  if (!kind.endsWith('List')) return false
  const itemKind = kind.slice(0, -'List'.length)
  return itemKind === '' || knownKinds.some((known) => known.kind === itemKind)
}

function itemTypeOf(list: JsonObject): Candidate['inherited'] {
  const kind = nonEmptyTextAt(list, 'kind')
  const apiVersion = nonEmptyTextAt(list, 'apiVersion')
  if (kind === undefined || kind === 'List' || apiVersion === undefined) return undefined
  return { apiVersion, kind: kind.slice(0, -'List'.length) }
}

/** A candidate that proved to be a manifest, or not. Issues carry their place in the text. */
export interface CheckedManifest {
  readonly candidate: Candidate
  /** What it is; undefined where that cannot be told. */
  readonly placed?: { readonly bucket: Bucket; readonly manifest: object; readonly resource: ResourceId }
  /** Whether nothing keeps it from being used. */
  readonly isReadable: boolean
  readonly issues: readonly Issue[]
}

/** Finds out what a candidate is and whether it has the shape of that. Collects all its mistakes. */
export function checkManifest(candidate: Candidate): CheckedManifest {
  const { value } = candidate
  if (!isJsonObject(value)) return reject(candidate, createIssueCollector(), notAMapping)
  const kind = readTypeField(value, 'kind', candidate.inherited?.kind)
  const apiVersion = readTypeField(value, 'apiVersion', candidate.inherited?.apiVersion)
  const resource = resourceIdOf(value, typeof kind === 'string' ? kind : '')
  const issues = kind === '' ? createIssueCollector() : createIssueCollector(resource)
  if (typeof kind !== 'string' || typeof apiVersion !== 'string' || kind === '' || apiVersion === '')
    return reject(candidate, issues, () => reportTypeFields(issues, value, { kind, apiVersion }))
  const bucket = chooseBucket(apiVersion, kind, value, issues)
  if (bucket === undefined) return reject(candidate, issues, () => undefined)
  const isReadable = !issues.hasErrors() && !candidate.document.isFaulty
  return {
    candidate,
    placed: { bucket, manifest: value, resource },
    isReadable,
    issues: locateIn(candidate, issues.list),
  }
}

function chooseBucket(
  apiVersion: string,
  kind: string,
  manifest: JsonObject,
  issues: IssueCollector,
): Bucket | undefined {
  // Lists that can be read do not get here: their items do.
  if (isListKind(kind))
    issues
      .at('items')
      .error('wrong-type', describeMismatch('list', ownValue(manifest, 'items'), ['items']).message)
  const found = classifyKind(apiVersion, kind)
  switch (found.outcome) {
    case 'unknown':
      return 'others'
    case 'unsupported-version':
      issues
        .at('apiVersion')
        .error(
          'unsupported-version',
          `${kind} is read as ${found.supported.join(' or ')}, not as ${apiVersion}`,
        )
      return undefined
    case 'known':
      checkShape(found.known.shape, manifest, issues)
      return found.known.bucket
  }
}

/** The field's text, '' where it is absent, or whatever else it holds. */
function readTypeField(manifest: JsonObject, field: string, inherited: string | undefined): unknown {
  const value = ownValue(manifest, field)
  return value === undefined || value === null || value === '' ? (inherited ?? '') : value
}

function reportTypeFields(
  issues: IssueCollector,
  manifest: JsonObject,
  fields: Readonly<Record<'kind' | 'apiVersion', unknown>>,
): void {
  for (const [field, value] of Object.entries(fields)) {
    if (value === '')
      issues.at(field).error('missing-kind', `${field} is missing${misspelling(manifest, field)}`)
    else if (typeof value !== 'string')
      issues.at(field).error('wrong-type', describeMismatch('text', value, [field]).message)
  }
}

function misspelling(manifest: JsonObject, field: string): string {
  const alike = Object.keys(manifest).find(
    (key) => key !== field && key.toLowerCase() === field.toLowerCase(),
  )
  return alike === undefined ? '' : `; ${alike} is not the same`
}

function notAMapping(issues: IssueCollector, value: unknown): void {
  issues.error(
    'not-a-manifest',
    `a manifest is a mapping with apiVersion and kind, not ${describeValue(value, [])}`,
  )
}

function reject(
  candidate: Candidate,
  issues: IssueCollector,
  report: (issues: IssueCollector, value: unknown) => void,
): CheckedManifest {
  report(issues, candidate.value)
  return { candidate, isReadable: false, issues: locateIn(candidate, issues.list) }
}

/** The issues with line and column where the manifest came from text. */
export function locateIn(candidate: Candidate, issues: readonly Issue[]): Issue[] {
  return issues.map((issue) =>
    issue.code === 'more-issues'
      ? issue
      : { ...issue, ...candidate.document.locate([...candidate.path, ...issue.path]) },
  )
}
