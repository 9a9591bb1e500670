import type { IssueCollector } from '../../../issue/index.js'
import { dnsLabelMistakes } from '../../../kubernetes/names/index.js'
import type { SidecarContainer } from '../../../manifest/api-types.js'
import type { ProfileName } from '../../../profile.js'
import { reportMistakes, requireText } from '../field-checks.js'
import { quote } from '../../../text/quote.js'
import { suggestDnsLabel } from '../../../text/suggest-name.js'

/** The container that stands in where a SidecarSet has none, as a Pod needs one to be judged. */
const standIn = 'test'

/**
 * Reports container names that are missing, malformed or taken: by an earlier one of the list, and for init containers
 * by any container. A SidecarSet without containers is judged with one called `test`.
 */
export function validateContainerNames(
  containers: readonly SidecarContainer[],
  initContainers: readonly SidecarContainer[],
  issues: IssueCollector,
  profile: ProfileName,
): void {
  const running = new Set(containers.length === 0 ? [standIn] : containers.map(({ name = '' }) => name))
  const describeTaken = (name: string): string =>
    containers.length === 0 && name === standIn
      ? `${quote(name)} is what OpenKruise calls a container of its own while it judges; choose another name`
      : `${quote(name)} is the name of another container of this SidecarSet`
  validateList(containers, new Set(), issues.at('containers'), { profile, describeTaken })
  running.delete('')
  validateList(initContainers, running, issues.at('initContainers'), { profile, describeTaken })
}

function validateList(
  containers: readonly SidecarContainer[],
  taken: Set<string>,
  issues: IssueCollector,
  options: { readonly profile: ProfileName; describeTaken(name: string): string },
): void {
  containers.forEach(({ name = '' }, index) => {
    const place = issues.at(index, 'name')
    if (requireText(place, name, 'a container needs a name, such as log-agent'))
      reportMistakes(place, name, dnsLabelMistakes(name, options.profile), suggestDnsLabel(name))
    if (taken.has(name)) place.error('duplicate', options.describeTaken(name))
    taken.add(name)
  })
}
