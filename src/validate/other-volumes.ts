import type { IssueCollector } from '../issue/index.js'
import {
  dnsLabelMistakes,
  dnsSubdomainMistakes,
  hasParentElement,
  relativePathMistakes,
} from '../kubernetes/names/index.js'
import { byteLength } from '../kubernetes/utf8.js'
import { parseQuantity, signOf } from '../kubernetes/quantity/index.js'
import type {
  CSIVolumeSource,
  EmptyDirVolumeSource,
  FlexVolumeSource,
  FlockerVolumeSource,
  GitRepoVolumeSource,
  HostPathVolumeSource,
  ImageVolumeSource,
  NFSVolumeSource,
  QuobyteVolumeSource,
  StorageOSVolumeSource,
} from '../manifest/api-types.js'
import { quote } from '../text/visible.js'
import { suggestObjectName } from '../text/suggestions.js'
import { reportMistakes, requireChoice, requireText } from '../kubernetes/field-checks.js'
import type { VolumeContext } from './rules.js'

const hostPathTypes: readonly string[] = [
  '',
  'DirectoryOrCreate',
  'Directory',
  'FileOrCreate',
  'File',
  'Socket',
  'CharDevice',
  'BlockDevice',
]

/** Reports a size that is negative. The medium may be anything. */
export function validateEmptyDir({ sizeLimit }: EmptyDirVolumeSource, issues: IssueCollector): void {
  const size = sizeLimit === undefined ? undefined : parseQuantity(sizeLimit)
  if (size !== undefined && signOf(size) < 0)
    issues.at('sizeLimit').error('forbidden', 'must not be negative')
}

/** Reports a missing path, one that climbs, and an unknown type. */
export function validateHostPath({ path, type }: HostPathVolumeSource, issues: IssueCollector): void {
  if (!requireText(issues.at('path'), path, 'write the path on the node, such as /var/log')) return
  if (hasParentElement(path)) issues.at('path').error('invalid', `${quote(path)}: must not contain '..'`)
  if (type !== undefined) requireChoice(issues.at('type'), type, hostPathTypes)
}

/** Reports a missing repository and a directory outside the volume. */
export function validateGitRepo(
  { repository, directory = '' }: GitRepoVolumeSource,
  issues: IssueCollector,
): void {
  requireText(issues.at('repository'), repository, 'write the address of the repository')
  reportMistakes(issues.at('directory'), directory, relativePathMistakes(directory))
}

/** Reports a missing or unknown pull policy, for which there is no default here. */
export function validateImage({ pullPolicy }: ImageVolumeSource, issues: IssueCollector): void {
  const place = issues.at('pullPolicy')
  const policies = ['Always', 'IfNotPresent', 'Never']
  if (requireText(place, pullPolicy, `OpenKruise has no default here; write one of ${policies.join(', ')}`))
    requireChoice(place, pullPolicy, policies)
}

const longestTenant = 64

/** Reports a missing server, and a path that is not absolute. */
export function validateNfs({ server, path = '' }: NFSVolumeSource, issues: IssueCollector): void {
  requireText(issues.at('server'), server, 'this kind of volume needs server')
  requireText(issues.at('path'), path, 'this kind of volume needs path')
  if (!path.startsWith('/')) issues.at('path').error('invalid', `${quote(path)}: must start with /`)
}

/** Reports a registry that is no list of addresses, a tenant that is too long, and a missing volume. */
export function validateQuobyte(source: QuobyteVolumeSource, issues: IssueCollector): void {
  const { registry, tenant = '', volume } = source
  if (
    requireText(issues.at('registry'), registry, 'write the registry as host:port, several joined by commas')
  ) {
    if (byteLength(tenant) > longestTenant)
      issues.at('tenant').error('too-long', `must be no more than ${longestTenant} characters`)
    else reportAddresses(registry, issues.at('registry'))
  }
  requireText(issues.at('volume'), volume, 'this kind of volume needs volume')
}

function reportAddresses(registry: string, issues: IssueCollector): void {
  for (const address of registry.split(','))
    if (!isHostAndPort(address)) issues.error('invalid', `${quote(address)} is not of the form host:port`)
}

/** `host:port` as Go splits it: one colon, or an IPv6 address in brackets. Both sides may be empty. */
function isHostAndPort(address: string): boolean {
  return /^[^:[\]]*:[^:[\]]*$/.test(address) || /^\[[^[\]]*\]:[^:[\]]*$/.test(address)
}

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

/** Reports a missing driver, and options in the name of Kubernetes. */
export function validateFlexVolume({ driver, options = {} }: FlexVolumeSource, issues: IssueCollector): void {
  requireText(issues.at('driver'), driver, 'this kind of volume needs driver')
  for (const key of Object.keys(options))
    if (isReserved(key))
      issues.at('options', key).error('invalid', `${quote(key)} is a name kept for Kubernetes itself`)
}

function isReserved(key: string): boolean {
  const slash = key.indexOf('/')
  const domain = `.${slash < 0 ? key : key.slice(0, slash)}`.toLowerCase()
  return domain.endsWith('.kubernetes.io') || domain.endsWith('.k8s.io')
}
