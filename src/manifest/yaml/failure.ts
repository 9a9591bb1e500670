import type { ManifestIssueCode } from '../../issue/catalog.js'

/**
 * Ends the reading of one document at a place of its text. Thrown inside this folder only; `readDocument` turns it
 * into an issue, and reading goes on with the next document.
 */
export class ReadFailure extends Error {
  readonly code: ManifestIssueCode
  /** Index into the text being read. */
  readonly offset: number

  constructor(code: ManifestIssueCode, message: string, offset: number) {
    super(message)
    this.name = 'ReadFailure'
    this.code = code
    this.offset = offset
  }
}

/** The text is not YAML, for the reason given. */
export function syntaxFailure(message: string, offset: number): ReadFailure {
  return new ReadFailure('yaml-syntax', message, offset)
}
