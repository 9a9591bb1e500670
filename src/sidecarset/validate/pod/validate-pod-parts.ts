import type { IssueCollector } from '../../../issue/index.js'
import type { SidecarSetSpec } from '../../../manifest/api-types.js'
import { validateVolumes } from '../volumes/validate-volumes.js'
import type { ValidationRules } from '../validation-rules.js'
import { validateContainer } from './container.js'
import { validateContainerNames } from './container-names.js'
import { roleOfInitContainer } from './judged-pod.js'
import { validateHostPorts } from './ports.js'

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
