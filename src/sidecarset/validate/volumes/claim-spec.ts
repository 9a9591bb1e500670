import type { IssueCollector } from '../../../issue/index.js'
import { dnsSubdomainMistakes } from '../../../kubernetes/names/index.js'
import { ownValue } from '../../../kubernetes/own-entry.js'
import { parseQuantity, signOf } from '../../../kubernetes/quantity/index.js'
import type { PersistentVolumeClaimSpec } from '../../../manifest/api-types.js'
import { validateLabelSelector } from '../../../selector/index.js'
import { reportMistakes, requireChoice, requireItems } from '../field-checks.js'
import type { ValidationRules } from '../validation-rules.js'
import { validateClaimSources } from './claim-sources.js'

const exclusiveMode = 'ReadWriteOncePod'

/** Reports what is wrong with a claim that an ephemeral volume makes; it has no defaults. */
export function validateClaimSpec(
  spec: PersistentVolumeClaimSpec,
  issues: IssueCollector,
  rules: ValidationRules,
): void {
  validateAccessModes(spec.accessModes, issues.at('accessModes'), rules)
  validateLabelSelector(spec.selector, issues.at('selector'), rules)
  validateStorage(spec, issues.at('resources', 'requests', 'storage'))
  const { storageClassName = '', volumeMode } = spec
  if (storageClassName !== '')
    reportMistakes(issues.at('storageClassName'), storageClassName, dnsSubdomainMistakes(storageClassName))
  if (volumeMode !== undefined) requireChoice(issues.at('volumeMode'), volumeMode, ['Block', 'Filesystem'])
  validateClaimSources(spec, issues, rules)
}

function validateAccessModes(
  modes: readonly string[] | undefined,
  issues: IssueCollector,
  { claimAccessModes }: ValidationRules,
): void {
  requireItems(issues, modes, `write at least one of ${claimAccessModes.join(', ')}`)
  for (const mode of modes ?? []) requireChoice(issues, mode, claimAccessModes)
  const isExclusive = claimAccessModes.includes(exclusiveMode) && modes?.includes(exclusiveMode) === true
  if (isExclusive && modes.length > 1) issues.error('forbidden', `${exclusiveMode} goes with no other mode`)
}

function validateStorage({ resources }: PersistentVolumeClaimSpec, issues: IssueCollector): void {
  const amount = ownValue(resources?.requests ?? {}, 'storage')
  if (typeof amount !== 'string' && typeof amount !== 'number') {
    issues.error('required', 'write how much storage to claim, such as 1Gi')
    return
  }
  const quantity = parseQuantity(amount)
  if (quantity !== undefined && signOf(quantity) <= 0) issues.error('invalid', 'must be greater than zero')
}
