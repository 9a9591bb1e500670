import type { IssueCollector } from '../../../issue/index.js'
import { labelValueMistakes } from '../../../kubernetes/names/index.js'
import type { StoredSidecarSet } from '../../read-sidecar-set.js'
import { reportMistakes } from '../field-checks.js'
import { suggestDnsLabel } from '../../../text/suggest-name.js'
import type { ValidationRules } from '../validation-rules.js'
import { validateSidecarSelector } from './sidecar-selector.js'

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
