import type { IssueCollector } from '../issue/index.js'
import { labelValueMistakes } from '../kubernetes/names/index.js'
import type { LabelSelector } from '../manifest/api-types.js'
import { validateLabelSelector } from '../selector/index.js'
import type { StoredSidecarSet } from '../sidecarset/read-sidecar-set.js'
import { suggestDnsLabel } from '../text/suggestions.js'
import { reportMistakes } from '../kubernetes/field-checks.js'
import type { ValidationRules } from './rules.js'
import { newestProfileName } from '../profile.js'

/** Reports what is wrong with how a SidecarSet chooses Pods: a missing selector, malformed ones, a namespace that is none. */
export function validateSelectors(
  set: StoredSidecarSet,
  issues: IssueCollector,
  rules: ValidationRules,
): void {
  const { selector, namespaceSelector, namespace = '' } = set.spec
  if (selector === undefined)
    issues
      .at('selector')
      .error(
        'required',
        'is missing, and that is not all Pods: write whose Pods get the sidecars, for example matchLabels: {app: web}',
      )
  else validateSidecarSelector(selector, issues.at('selector'))
  // A namespaceSelector beside a namespace is lost when the SidecarSet is converted.
  if (rules.convertsNamespace && namespace !== '')
    reportMistakes(
      issues.at('namespace'),
      namespace,
      labelValueMistakes(namespace),
      suggestDnsLabel(namespace),
    )
  else if (namespaceSelector !== undefined)
    validateSidecarSelector(namespaceSelector, issues.at('namespaceSelector'))
}

/**
 * Reports what is wrong with a selector of a SidecarSet: what is wrong with any label selector, and an empty one, which
 * would select nothing.
 *
 * Values in `matchExpressions` are judged for every profile: v1.3.0 reports them too, though not where they stand.
 */
export function validateSidecarSelector(selector: LabelSelector, issues: IssueCollector): void {
  validateLabelSelector(selector, issues, { profile: newestProfileName })
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
