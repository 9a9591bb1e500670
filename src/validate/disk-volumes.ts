import type { IssueCollector } from '../issue/index.js'
import { byteLength } from '../kubernetes/utf8.js'
import type {
  AWSElasticBlockStoreVolumeSource,
  AzureDiskVolumeSource,
  FCVolumeSource,
  GCEPersistentDiskVolumeSource,
  ISCSIVolumeSource,
} from '../manifest/api-types.js'
import { quote } from '../text/visible.js'
import { requireChoice, requireText, requireWithin } from '../kubernetes/field-checks.js'
import type { VolumeContext } from './rules.js'

const partitions = [0, 255] as const

/** Reports a missing disk and a partition that there is not. */
export function validateGceDisk(source: GCEPersistentDiskVolumeSource, issues: IssueCollector): void {
  requireText(issues.at('pdName'), source.pdName, 'this kind of volume needs pdName')
  requireWithin(issues.at('partition'), source.partition, partitions)
}

/** Reports a missing disk and a partition that there is not. */
export function validateAwsDisk(source: AWSElasticBlockStoreVolumeSource, issues: IssueCollector): void {
  requireText(issues.at('volumeID'), source.volumeID, 'this kind of volume needs volumeID')
  requireWithin(issues.at('partition'), source.partition, partitions)
}

/** Reports a missing disk, unknown modes, and an address that does not fit the kind of disk. */
export function validateAzureDisk(source: AzureDiskVolumeSource, issues: IssueCollector): void {
  const { diskName, diskURI, cachingMode, kind } = source
  requireText(issues.at('diskName'), diskName, 'this kind of volume needs diskName')
  requireText(issues.at('diskURI'), diskURI, 'this kind of volume needs diskURI')
  if (cachingMode !== undefined)
    requireChoice(issues.at('cachingMode'), cachingMode, ['None', 'ReadOnly', 'ReadWrite'])
  if (kind === undefined) return
  requireChoice(issues.at('kind'), kind, ['Shared', 'Dedicated', 'Managed'])
  const start = kind === 'Managed' ? '/subscriptions/' : 'https://'
  if (!(diskURI ?? '').startsWith(start))
    issues
      .at('diskURI')
      .error('not-supported', `of a disk of kind ${quote(kind)} it must start with ${start}`)
}

/** Reports that the target is named neither way or both ways, and a number of it that is missing or there is not. */
export function validateFc(
  { targetWWNs = [], wwids = [], lun }: FCVolumeSource,
  issues: IssueCollector,
): void {
  const place = issues.at('targetWWNs')
  if (targetWWNs.length === 0 && wwids.length === 0)
    place.error('required', 'name the target by targetWWNs or wwids')
  if (targetWWNs.length > 0 && wwids.length > 0)
    place.error('invalid', 'targetWWNs and wwids exclude each other; leave out one of the two')
  if (targetWWNs.length === 0) return
  if (lun === undefined) issues.at('lun').error('required', 'targetWWNs needs lun, from 0 to 255')
  else requireWithin(issues.at('lun'), lun, [0, 255])
}

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
