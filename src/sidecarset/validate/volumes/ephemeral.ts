import type { IssueCollector } from '../../../issue/index.js'
import { dnsSubdomainMistakes } from '../../../kubernetes/names/index.js'
import type { EphemeralVolumeSource, ObjectMeta } from '../../../manifest/api-types.js'
import { reportMistakes } from '../field-checks.js'
import { validateAnnotations, validateLabels } from '../metadata/label-maps.js'
import { validateClaimSpec } from './claim-spec.js'
import type { VolumeContext } from './volume-context.js'

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
