import type { IssueCollector } from '../../../issue/index.js'
import type {
  AWSElasticBlockStoreVolumeSource,
  AzureDiskVolumeSource,
  GCEPersistentDiskVolumeSource,
} from '../../../manifest/api-types.js'
import { requireChoice, requireText, requireWithin } from '../field-checks.js'
import { quote } from '../../../text/quote.js'

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
