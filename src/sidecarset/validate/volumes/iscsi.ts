import type { IssueCollector } from '../../../issue/index.js'
import { byteLength } from '../../../kubernetes/names/index.js'
import type { ISCSIVolumeSource } from '../../../manifest/api-types.js'
import { requireText, requireWithin } from '../field-checks.js'
import { quote } from '../../../text/quote.js'
import type { VolumeContext } from './volume-context.js'

const longestInterface = 64

/** Reports missing fields, names of targets that are none, and a Secret that is missing for CHAP. */
export function validateIscsi(
  source: ISCSIVolumeSource,
  issues: IssueCollector,
  context: VolumeContext,
): void {
  const { targetPortal = '', iqn, lun = 0, initiatorName, secretRef } = source
  requireText(issues.at('targetPortal'), targetPortal, 'this kind of volume needs targetPortal')
  if (requireText(issues.at('iqn'), iqn, 'this kind of volume needs iqn')) reportName(iqn, issues.at('iqn'))
  requireWithin(issues.at('lun'), lun, [0, 255])
  const usesChap = source.chapAuthDiscovery === true || source.chapAuthSession === true
  if (usesChap && secretRef === undefined) issues.at('secretRef').error('required', 'CHAP needs a Secret')
  if (initiatorName === undefined) return
  reportName(initiatorName, issues.at('initiatorName'))
  if (byteLength(`${context.name}:${targetPortal}`) > longestInterface)
    context.volume
      .at('name')
      .error(
        'invalid',
        `with initiatorName, name and targetPortal have at most ${longestInterface - 1} characters`,
      )
}

function reportName(name: string, issues: IssueCollector): void {
  if (!isTargetName(name))
    issues.error(
      'invalid',
      `${quote(name)} is no iSCSI name; write for example iqn.2001-04.com.example:storage.disk1`,
    )
}

function isTargetName(name: string): boolean {
  if (name.startsWith('iqn')) return isIqn(name)
  return /^eui.[A-Za-z0-9]{16}$/.test(name) || /^naa.[A-Za-z0-9]{32}$/.test(name)
}

/**
 * Whether a text ends in `iqn.`, a year and month, a domain, `:` and characters other than `, ; * & $ |` and white space.
 * What may stand in front is free. Each part between colons is looked at once, so the work is linear.
 */
function isIqn(name: string): boolean {
  const forbidden = lastForbidden(name)
  let start = 0
  for (let colon = name.indexOf(':'); colon >= 0; colon = name.indexOf(':', start)) {
    const isFollowed = colon > forbidden && colon < name.length - 1
    if (isFollowed && endsInDomain(name.slice(start, colon))) return true
    start = colon + 1
  }
  return false
}

function lastForbidden(name: string): number {
  return Math.max(...Array.from(',;*&$|\t\n\f\r ', (character) => name.lastIndexOf(character)))
}

function endsInDomain(text: string): boolean {
  let start = text.length
  while (start > 0 && /[-.A-Za-z0-9]/.test(text.charAt(start - 1))) start--
  return /iqn\.\d{4}-\d{2}\.[-.A-Za-z0-9]/.test(text.slice(start))
}
