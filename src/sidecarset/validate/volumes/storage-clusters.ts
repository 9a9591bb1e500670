import type { IssueCollector } from '../../../issue/index.js'
import { dnsLabelMistakes } from '../../../kubernetes/names/index.js'
import type { FlockerVolumeSource, StorageOSVolumeSource } from '../../../manifest/api-types.js'
import { reportMistakes, requireText } from '../field-checks.js'
import { quote } from '../../../text/quote.js'
import type { VolumeContext } from './volume-context.js'

/** Reports that the dataset is named neither way or both ways, and a slash in its name. */
export function validateFlocker(
  { datasetName = '', datasetUUID = '' }: FlockerVolumeSource,
  issues: IssueCollector,
): void {
  if (datasetName === '' && datasetUUID === '')
    issues.error('required', 'name the dataset by datasetName or datasetUUID')
  if (datasetName !== '' && datasetUUID !== '')
    issues.error('invalid', 'datasetName and datasetUUID exclude each other; leave out one of the two')
  if (datasetName.includes('/'))
    issues.at('datasetName').error('invalid', `${quote(datasetName)}: must not contain '/'`)
}

/** Reports names that are no DNS labels, and a reference to a Secret that names none. */
export function validateStorageos(
  { volumeName, volumeNamespace = '', secretRef }: StorageOSVolumeSource,
  issues: IssueCollector,
  { rules }: VolumeContext,
): void {
  if (requireText(issues.at('volumeName'), volumeName, 'this kind of volume needs volumeName'))
    reportMistakes(issues.at('volumeName'), volumeName, dnsLabelMistakes(volumeName, rules.profile))
  if (volumeNamespace !== '')
    reportMistakes(
      issues.at('volumeNamespace'),
      volumeNamespace,
      dnsLabelMistakes(volumeNamespace, rules.profile),
    )
  if (secretRef !== undefined) requireText(issues.at('secretRef', 'name'), secretRef.name, 'name the Secret')
}
