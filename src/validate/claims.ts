import type { IssueCollector } from '../issue/index.js'
import { dnsLabelMistakes, dnsSubdomainMistakes } from '../kubernetes/names/index.js'
import { ownValue } from '../read/index.js'
import { parseQuantity, signOf } from '../kubernetes/quantity/index.js'
import type {
  EphemeralVolumeSource,
  ObjectMeta,
  PersistentVolumeClaimSpec,
  TypedObjectReference,
} from '../manifest/api-types.js'
import { validateLabelSelector } from '../selector/index.js'
import { reportMistakes, requireChoice, requireItems, requireText } from '../kubernetes/field-checks.js'
import { validateAnnotations, validateLabels } from './metadata.js'
import type { ValidationRules, VolumeContext } from './rules.js'

/** The claim that an ephemeral volume makes, in the Pod that is judged. */
export function claimNameOf(volume: string): string {
  return `test-${volume}`
}

/** Reports a missing template, and what is wrong in it. */
export function validateEphemeral(
  { volumeClaimTemplate: template }: EphemeralVolumeSource,
  issues: IssueCollector,
  { rules, name, volume }: VolumeContext,
): void {
  const claim = claimNameOf(name)
  reportMistakes(volume.at('name'), claim, dnsSubdomainMistakes(claim))
  const place = issues.at('volumeClaimTemplate')
  if (template === undefined) {
    place.error(
      'required',
      'write the claim to make, with spec.accessModes and spec.resources.requests.storage',
    )
    return
  }
  validateTemplateMetadata(template.metadata ?? {}, place.at('metadata'))
  validateClaimSpec(template.spec ?? {}, place.at('spec'), rules)
}

function validateTemplateMetadata(metadata: ObjectMeta, issues: IssueCollector): void {
  const { labels, annotations, ...others } = metadata
  validateLabels(labels, issues.at('labels'))
  validateAnnotations(annotations, issues.at('annotations'))
  for (const [field, value] of Object.entries(others))
    if (value !== null && value !== undefined)
      issues.at(field).error('forbidden', 'a template has only labels and annotations; leave it out')
}

const exclusiveMode = 'ReadWriteOncePod'

/** Reports what is wrong with a claim that an ephemeral volume makes; it has no defaults. */
function validateClaimSpec(
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

const parts = ['apiGroup', 'kind', 'name'] as const

/** Reports what is wrong with where the content of a claim comes from: `dataSource` and `dataSourceRef`. */
function validateClaimSources(
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
