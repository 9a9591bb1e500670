import type { IssueCollector } from '../../../issue/index.js'
import { dnsLabelMistakes, dnsSubdomainMistakes } from '../../../kubernetes/names/index.js'
import type { PersistentVolumeClaimSpec, TypedObjectReference } from '../../../manifest/api-types.js'
import { reportMistakes, requireText } from '../field-checks.js'
import type { ValidationRules } from '../validation-rules.js'

const parts = ['apiGroup', 'kind', 'name'] as const

/** Reports what is wrong with where the content of a claim comes from: `dataSource` and `dataSourceRef`. */
export function validateClaimSources(
  { dataSource, dataSourceRef }: PersistentVolumeClaimSpec,
  issues: IssueCollector,
  rules: ValidationRules,
): void {
  if (dataSource !== undefined) validateObject(dataSource, issues.at('dataSource'), rules)
  if (dataSourceRef !== undefined) validateObject(dataSourceRef, issues.at('dataSourceRef'), rules)
  if (dataSource === undefined || dataSourceRef === undefined) return
  if (rules.judgesClaimSources && (dataSourceRef.namespace ?? '') !== '')
    issues.error('invalid', 'dataSource cannot stand beside a dataSourceRef with a namespace; leave it out')
  else if (parts.some((part) => (dataSource[part] ?? '') !== (dataSourceRef[part] ?? '')))
    issues.error(
      'invalid',
      'dataSource and dataSourceRef must name the same object; leave out one of the two',
    )
}

function validateObject(
  { apiGroup, kind, name, namespace = '' }: TypedObjectReference,
  issues: IssueCollector,
  rules: ValidationRules,
): void {
  const group = apiGroup ?? ''
  requireText(issues.at('name'), name, 'name the object')
  requireText(issues.at('kind'), kind, 'write the kind of the object')
  if (group === '' && kind !== 'PersistentVolumeClaim')
    issues.error('invalid', 'without apiGroup only a PersistentVolumeClaim can be meant')
  if (!rules.judgesClaimSources) return
  if (group !== '') reportMistakes(issues.at('apiGroup'), group, dnsSubdomainMistakes(group))
  if (namespace !== '')
    reportMistakes(issues.at('namespace'), namespace, dnsLabelMistakes(namespace, rules.profile))
}
