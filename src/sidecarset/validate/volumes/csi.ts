import type { IssueCollector } from '../../../issue/index.js'
import { byteLength, dnsSubdomainMistakes } from '../../../kubernetes/names/index.js'
import type { CSIVolumeSource } from '../../../manifest/api-types.js'
import { reportMistakes, requireText } from '../field-checks.js'
import { suggestObjectName } from '../../../text/suggest-name.js'

const longestDriver = 63

/** Reports a driver that is missing or no name of one, and a reference to a Secret that names none. */
export function validateCsi(
  { driver = '', nodePublishSecretRef }: CSIVolumeSource,
  issues: IssueCollector,
): void {
  const place = issues.at('driver')
  requireText(place, driver, 'name the driver, such as stdlogplugin.csi.alibabacloud.com')
  if (byteLength(driver) > longestDriver)
    place.error('too-long', `must be no more than ${longestDriver} characters`)
  reportMistakes(place, driver, dnsSubdomainMistakes(driver.toLowerCase()), suggestObjectName(driver))
  if (nodePublishSecretRef === undefined) return
  const name = nodePublishSecretRef.name
  const secret = issues.at('nodePublishSecretRef', 'name')
  if (requireText(secret, name, 'name the Secret'))
    reportMistakes(secret, name, dnsSubdomainMistakes(name), suggestObjectName(name))
}
