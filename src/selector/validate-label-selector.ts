import type { IssueCollector } from '../issue/index.js'
import type { LabelSelector } from '../manifest/api-types.js'
import type { ProfileName } from '../profile.js'
import { readSelector } from './read-selector.js'
import { reportFaults } from './selector-fault.js'
import { findSelectorFaults } from './selector-rules.js'

/**
 * Reports everything that Kubernetes refuses in a label selector, at the place of the collector and below.
 *
 * 1. A missing selector and an empty one are fine here; the field that holds it may say otherwise.
 * 2. `required`: values of `In` and `NotIn`. `forbidden`: values of `Exists` and `DoesNotExist`.
 * 3. `invalid`: an unknown operator, a key that is no qualified name, a value that is no label value; one issue for each
 *    part of the format that is broken. `v1.3.0` does not look at the values in `matchExpressions`.
 * 4. `wrong-type`: what Kubernetes could not even read.
 *
 * @see k8s.io/apimachinery, ValidateLabelSelector
 * @example validateLabelSelector({ matchExpressions: [{ key: 'a', operator: 'In' }] }, issues.at('spec', 'selector'),
 *   { profile: 'v1.3.0' }) // reports `required` at spec.selector.matchExpressions[0].values
 */
export function validateLabelSelector(
  selector: LabelSelector | null | undefined,
  issues: IssueCollector,
  options: { readonly profile: ProfileName },
): void {
  if (selector === null || selector === undefined) return
  reportFaults(findSelectorFaults(readSelector(selector), options.profile), issues)
}
