import type { IssueCode } from './catalog.js'
import type { FieldPath } from './field-path.js'

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
