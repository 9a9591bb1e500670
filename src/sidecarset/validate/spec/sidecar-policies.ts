import type { IssueCollector } from '../../../issue/index.js'
import type { ObjectFieldSelector, SidecarContainer, TransferEnvVar } from '../../../manifest/api-types.js'
import { requireChoice, requireText } from '../field-checks.js'
import { quote } from '../../../text/quote.js'
import { isKeyedPath, reportKeyMistakes, splitFieldPath } from './field-paths.js'

/** Values of `podInjectPolicy`. */
export const injectPolicies: readonly string[] = ['BeforeAppContainer', 'AfterAppContainer']
/** Values of `shareVolumePolicy.type`. */
export const sharePolicies: readonly string[] = ['enabled', 'disabled']

/**
 * Reports what is wrong with the fields that only a SidecarSet has, in one of its `containers`, defaulted.
 * Nobody judges these fields of init containers.
 */
export function validateSidecarPolicies(container: SidecarContainer, issues: IssueCollector): void {
  requireChoice(issues.at('podInjectPolicy'), container.podInjectPolicy ?? '', injectPolicies, 'invalid')
  const share = container.shareVolumePolicy?.type ?? ''
  requireChoice(issues.at('shareVolumePolicy', 'type'), share, sharePolicies, 'invalid')
  container.transferEnv?.forEach((transfer, index) =>
    validateTransfer(transfer, issues.at('transferEnv', index, 'sourceContainerNameFrom', 'fieldRef')),
  )
}

function validateTransfer({ sourceContainerNameFrom: source }: TransferEnvVar, issues: IssueCollector): void {
  if (source === undefined) return
  if (source.fieldRef === undefined)
    issues.error('required', 'sourceContainerNameFrom needs a fieldRef, or write sourceContainerName')
  else validateSourceField(source.fieldRef, issues.at('fieldPath'))
}

const example = "metadata.annotations['main-container']"

function validateSourceField(
  { apiVersion = '', fieldPath = '' }: ObjectFieldSelector,
  issues: IssueCollector,
): void {
  if (!requireText(issues, fieldPath, `name a label or an annotation of the Pod, such as ${example}`)) return
  const split = splitFieldPath(fieldPath)
  if (apiVersion !== 'v1')
    issues.error('invalid', `apiVersion ${quote(apiVersion)} has no such field; leave apiVersion out`)
  else if (!isKeyedPath(split))
    issues.error(
      'invalid',
      `${quote(fieldPath)} is not possible here; name a label or an annotation, such as ${example}`,
    )
  else reportKeyMistakes(issues, split)
}
