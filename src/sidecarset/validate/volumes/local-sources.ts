import type { IssueCollector } from '../../../issue/index.js'
import { hasParentElement, relativePathMistakes } from '../../../kubernetes/names/index.js'
import { parseQuantity, signOf } from '../../../kubernetes/quantity/index.js'
import type {
  EmptyDirVolumeSource,
  GitRepoVolumeSource,
  HostPathVolumeSource,
  ImageVolumeSource,
} from '../../../manifest/api-types.js'
import { reportMistakes, requireChoice, requireText } from '../field-checks.js'
import { quote } from '../../../text/quote.js'

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
