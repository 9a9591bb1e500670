import type { IssueCode } from './catalog.js'
import { visible } from '../text/visible.js'

/**
 * How much an issue weighs.
 *
 * - `error`: the answer is refused or cannot be trusted.
 * - `warning`: the answer stands, but something about it will surprise its reader.
 * - `info`: worth knowing, nothing to fix.
 */
export type Severity = 'error' | 'warning' | 'info'

/** Names the manifest that an issue is about. */
export interface ResourceId {
  readonly kind: string
  readonly namespace?: string
  readonly name: string
}

/** One finding about one place of one manifest. Plain data: it survives `JSON.stringify` and comes back equal. */
export interface Issue {
  /** What kind of finding this is; stable between versions, one of a closed set. */
  readonly code: IssueCode
  readonly severity: Severity
  /** The finding in a sentence, with the values at hand. For people: its wording is no contract. */
  readonly message: string
  /** The place in the manifest. `[]` is the whole of it. */
  readonly path: FieldPath
  /** The manifest, where it is known. */
  readonly resource?: ResourceId
  /** Name of the text the manifest was read from, such as its file, where it was given one. */
  readonly source?: string
  /** Line in the text the manifest was read from, counted from 1. Absent for manifests given as objects. */
  readonly line?: number
  /** Column in that line, counted from 1. */
  readonly column?: number
  /** Of an issue `more-issues`: how many issues of each severity were left out. */
  readonly omitted?: OmittedIssues
}

/** How many issues were counted instead of kept, by severity. */
export type OmittedIssues = Readonly<Record<Severity, number>>

/** Where a value stands in a document: map keys and list indexes, outermost first. `[]` is the document itself. */
export type FieldPath = readonly (string | number)[]

/** Fields of the API types that hold a map: what stands below them are keys, not fields. */
const mapFields: ReadonlySet<unknown> = new Set([
  'annotations',
  'binaryData',
  'data',
  'labels',
  'limits',
  'matchLabels',
  'nodeSelector',
  'options',
  'overhead',
  'requests',
  'stringData',
  'volumeAttributes',
])

/**
 * A path as Kubernetes writes it.
 *
 * 1. List indexes and keys of maps (labels, annotations, limits and so on) stand in brackets, unquoted.
 * 2. Fields follow a dot. A text that is no plain field name stands in brackets too.
 * 3. Keys are made visible: strangers choose them.
 *
 * @example toFieldPath(['spec', 'volumes', 0, 'configMap', 'name']) // 'spec.volumes[0].configMap.name'
 * @example toFieldPath(['metadata', 'annotations', 'a.b/c'])        // 'metadata.annotations[a.b/c]'
 * @example toFieldPath(['resources', 'limits', 'cpu'])              // 'resources.limits[cpu]'
 */
export function toFieldPath(path: FieldPath): string {
  let text = ''
  path.forEach((segment, index) => {
    if (typeof segment === 'string' && isFieldName(segment) && !isMapKey(path, index))
      text += text === '' ? segment : `.${segment}`
    else text += `[${typeof segment === 'string' ? visible(segment) : segment}]`
  })
  return text
}

function isFieldName(segment: string): boolean {
  return /^[A-Za-z_$][A-Za-z0-9_$]*$/.test(segment)
}

/** The `limits` and `requests` of a resourcesPolicy are no maps: they have two fields. */
function isMapKey(path: FieldPath, index: number): boolean {
  return mapFields.has(path[index - 1]) && path[index - 2] !== 'resourcesExpr'
}
