import type { IssueCollector } from '../../../issue/index.js'
import { isDnsLabel } from '../../../kubernetes/names/index.js'
import { isSameImage, parseImageReference } from '../../../kubernetes/image-reference.js'
import type { SidecarContainer, SidecarSetSpec } from '../../../manifest/api-types.js'
import type { ProfileName } from '../../../profile.js'
import { isNativeSidecar } from '../../hash.js'
import { quote } from '../../../text/quote.js'

/** Reports hot upgrades that cannot work: of the two containers made of one, only one may work and both need names. */
export function reportHotUpgradeFindings(
  spec: SidecarSetSpec,
  issues: IssueCollector,
  profile: ProfileName,
): void {
  const names = new Set(
    [...(spec.initContainers ?? []), ...(spec.containers ?? [])].map(({ name = '' }) => name),
  )
  for (const list of ['initContainers', 'containers'] as const)
    spec[list]?.forEach((container, index) => {
      const isHot = container.upgradeStrategy?.upgradeType === 'HotUpgrade'
      // An init container can be hot only as a native sidecar, which older versions do not know.
      if (!isHot || (list === 'initContainers' && !isNativeSidecar(container))) return
      reportEmptyImage(container, issues.at(list, index, 'upgradeStrategy', 'hotUpgradeEmptyImage'), profile)
      reportNames(container, names, issues.at(list, index, 'name'))
    })
}

function reportEmptyImage(
  { image = '', upgradeStrategy }: SidecarContainer,
  issues: IssueCollector,
  profile: ProfileName,
): void {
  const empty = upgradeStrategy?.hotUpgradeEmptyImage ?? ''
  if (empty === '')
    issues.warning(
      'hot-upgrade-without-empty-image',
      'without it the second container has no image and the Pod is refused; write an image that does nothing until it is replaced',
    )
  else if (isSame(empty, image, profile))
    issues.warning(
      'hot-upgrade-same-image',
      `${quote(empty)} is the image of the container itself, so both would work at once; write an image that does nothing`,
    )
}

function isSame(a: string, b: string, profile: ProfileName): boolean {
  const [first, second] = [parseImageReference(a, profile), parseImageReference(b, profile)]
  return a === b || (first !== undefined && second !== undefined && isSameImage(first, second))
}

function reportNames(
  { name = '' }: SidecarContainer,
  names: ReadonlySet<string>,
  issues: IssueCollector,
): void {
  if (!isDnsLabel(name)) return
  for (const made of [`${name}-1`, `${name}-2`]) {
    if (names.has(made))
      issues.warning(
        'hot-upgrade-name',
        `the hot upgrade makes a container ${quote(made)}, and there is one already; rename it`,
      )
    if (!isDnsLabel(made))
      issues.warning(
        'hot-upgrade-name',
        `the hot upgrade makes a container ${quote(made)}, which is too long a name; shorten it`,
      )
  }
}
