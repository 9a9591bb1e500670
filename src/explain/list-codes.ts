import { reasonCatalog, type ReasonCode } from '../inject/decide/reasons.js'
import { issueCatalog, type IssueCode } from '../issue/catalog.js'

/** What a code means to people. */
export interface CodeMeaning {
  readonly code: IssueCode | ReasonCode
  /** `issue`: the code of an `Issue`. `reason`: the reason of a decision, for or against a SidecarSet. */
  readonly kind: 'issue' | 'reason'
  /** One sentence. */
  readonly summary: string
  /** Of an issue: a short excerpt of a manifest that draws it. */
  readonly example?: string
}

/**
 * Every code that an issue or a decision can carry, with its meaning: issues first, each in the order of the
 * documentation. A code that is both comes twice.
 *
 * @returns a new list, the caller's own
 * @example listCodes().find(({ code }) => code === 'selector-mismatch')?.summary
 * // "The Pod's labels do not meet the SidecarSet's selector."
 */
export function listCodes(): CodeMeaning[] {
  const issues = Object.entries(issueCatalog).map(([code, { summary, example }]) => ({
    code: code as IssueCode,
    kind: 'issue' as const,
    summary,
    example,
  }))
  const reasons = Object.entries(reasonCatalog).map(([code, { summary }]) => ({
    code: code as ReasonCode,
    kind: 'reason' as const,
    summary,
  }))
  return [...issues, ...reasons]
}
