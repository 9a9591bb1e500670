import {
  createIssueCollector,
  describeValue,
  type Issue,
  type IssueCollector,
  type ResourceId,
} from '../../issue/index.js'
import { isJsonObject, ownValue, type JsonObject } from '../../read/index.js'
import { classifyKind, type Bucket } from '../kinds.js'
import { resourceIdOf } from '../resource-id.js'
import { checkShape } from '../schema/check-shape.js'
import { isListKind, type Candidate } from './flatten-list.js'

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
      .error('wrong-type', `must be a list, not ${describeValue(ownValue(manifest, 'items'), ['items'])}`)
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
      issues.at(field).error('wrong-type', `must be a string, not ${describeValue(value, [field])}`)
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
