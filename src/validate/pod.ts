import type { IssueCollector } from '../issue/index.js'
import { dnsLabelMistakes } from '../kubernetes/names/index.js'
import type { SidecarContainer, SidecarSetSpec } from '../manifest/api-types.js'
import type { ProfileName } from '../profile.js'
import { quote } from '../text/visible.js'
import { suggestDnsLabel } from '../text/suggestions.js'
import { validateContainer, validateHostPorts } from './container.js'
import { reportMistakes, requireText } from '../kubernetes/field-checks.js'
import type { ValidationRules } from './rules.js'
import type { ContainerRole } from './surroundings.js'
import { validateVolumes } from './volumes.js'

/**
 * Reports what Kubernetes refuses in the containers, init containers and volumes of a SidecarSet, defaulted. They are
 * judged as those of a new Pod `test` in namespace `default` that always restarts and has no security context.
 */
export function validatePodParts(spec: SidecarSetSpec, issues: IssueCollector, rules: ValidationRules): void {
  const { containers = [], initContainers = [] } = spec
  const volumes = validateVolumes(spec.volumes ?? [], issues.at('volumes'), rules)
  const declared = new Set(spec.volumes?.map(({ name = '' }) => name))
  const shared = { rules, volumes, declared }
  validateContainerNames(containers, initContainers, issues, rules.profile)
  containers.forEach((container, index) =>
    validateContainer(container, issues.at('containers', index), { ...shared, role: 'container' }),
  )
  initContainers.forEach((container, index) => {
    const role = roleOfInitContainer(container)
    validateContainer(container, issues.at('initContainers', index), { ...shared, role })
  })
  validateHostPorts(containers, initContainers, issues)
}

/** The role of an init container. A version that does not know native sidecars has dropped their restartPolicy. */
function roleOfInitContainer(container: SidecarContainer): ContainerRole {
  return container.restartPolicy === 'Always' ? 'native-sidecar' : 'init'
}

/** The container that stands in where a SidecarSet has none, as a Pod needs one to be judged. */
const standIn = 'test'

/**
 * Reports container names that are missing, malformed or taken: by an earlier one of the list, and for init containers
 * by any container. A SidecarSet without containers is judged with one called `test`.
 */
function validateContainerNames(
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
