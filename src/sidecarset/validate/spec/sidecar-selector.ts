import type { IssueCollector } from '../../../issue/index.js'
import type { LabelSelector } from '../../../manifest/api-types.js'
import { validateLabelSelector } from '../../../selector/index.js'

/**
 * Reports what is wrong with a selector of a SidecarSet: what is wrong with any label selector, and an empty one, which
 * would select nothing.
 *
 * Values in `matchExpressions` are judged for every profile: v1.3.0 reports them too, though not where they stand.
 */
export function validateSidecarSelector(selector: LabelSelector, issues: IssueCollector): void {
  validateLabelSelector(selector, issues, { profile: 'v1.9.0' })
  if (isEmptySelector(selector))
    issues.error(
      'invalid',
      'an empty selector selects nothing; write matchLabels, for example matchLabels: {app: web}',
    )
}

/** Whether a selector, in canonical form, asks for nothing. */
export function isEmptySelector(selector: LabelSelector): boolean {
  return selector.matchLabels === undefined && selector.matchExpressions === undefined
}
