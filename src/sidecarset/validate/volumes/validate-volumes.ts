import type { IssueCollector } from '../../../issue/index.js'
import { dnsLabelMistakes } from '../../../kubernetes/names/index.js'
import type { Volume } from '../../../manifest/api-types.js'
import { reportMistakes, reportsNothing, requireText } from '../field-checks.js'
import { quote } from '../../../text/quote.js'
import { suggestDnsLabel } from '../../../text/suggest-name.js'
import type { ValidationRules } from '../validation-rules.js'
import { claimNameOf } from './ephemeral.js'
import { validateSource } from './volume-source.js'

/**
 * Reports what is wrong with volumes, defaulted.
 *
 * @returns the volumes without mistakes of their own, by name: others do not count for whoever mounts them
 */
export function validateVolumes(
  volumes: readonly Volume[],
  issues: IssueCollector,
  rules: ValidationRules,
): ReadonlyMap<string, Volume> {
  const valid = new Map<string, Volume>()
  const claims = new Set(
    volumes.filter(({ ephemeral }) => ephemeral !== undefined).map(({ name = '' }) => claimNameOf(name)),
  )
  volumes.forEach((volume, index) => {
    const { name = '' } = volume
    const place = issues.at(index)
    const isValid = reportsNothing(place, () => {
      validateName(name, valid, place.at('name'), rules)
      validateSource(volume, place, { rules, name, volume: place })
    })
    if (isValid) valid.set(name, volume)
    refuseTokens(volume, place, rules)
    refuseCreatedClaim(volume, claims, place.at('persistentVolumeClaim', 'claimName'))
  })
  return valid
}

function validateName(
  name: string,
  valid: ReadonlyMap<string, Volume>,
  issues: IssueCollector,
  { profile }: ValidationRules,
): void {
  if (requireText(issues, name, 'a volume needs a name, such as log-files'))
    reportMistakes(issues, name, dnsLabelMistakes(name, profile), suggestDnsLabel(name))
  if (valid.has(name)) issues.error('duplicate', `${quote(name)} is the name of an earlier volume`)
}

/** The Pod that is judged has no service account in older versions. The volume counts as there all the same. */
function refuseTokens(volume: Volume, issues: IssueCollector, rules: ValidationRules): void {
  if (!rules.refusesServiceAccountTokens) return
  volume.projected?.sources?.forEach(({ serviceAccountToken }, index) => {
    if (serviceAccountToken !== undefined)
      issues
        .at('projected', 'sources', index, 'serviceAccountToken')
        .error('forbidden', `OpenKruise ${rules.profile} refuses tokens of service accounts in a SidecarSet`)
  })
}

/** A claim that an ephemeral volume makes belongs to that volume alone. */
function refuseCreatedClaim(volume: Volume, claims: ReadonlySet<string>, issues: IssueCollector): void {
  const claim = volume.persistentVolumeClaim?.claimName ?? ''
  if (claims.has(claim))
    issues.error('invalid', `${quote(claim)} is the claim that an ephemeral volume of this SidecarSet makes`)
}
