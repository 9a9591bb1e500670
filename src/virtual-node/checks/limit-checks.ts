import { listAt, textAt, valueAt } from '../read-path.js'
import type { Check, CheckSubject } from './subject.js'

/** What one ECI instance holds at most. */
export const eciLimits: { readonly containers: 20; readonly volumes: 20 } = /* @__PURE__ */ Object.freeze({
  containers: 20,
  volumes: 20,
})

/** Injected containers and volumes count too. Whether init containers do is undocumented. */
export const checkLimits: Check = ({ pod, platform, containers, volumes }, issues) => {
  if (platform !== 'eci' && platform !== 'unknown') return
  const main = listAt(pod, 'spec', 'containers').length
  const init = listAt(pod, 'spec', 'initContainers').length
  const injected = containers.filter((container) => container.injected !== undefined).length
  const at = issues.at('spec', 'containers')
  if (main > eciLimits.containers) {
    const message = `the Pod has ${main} containers (${injected} containers were injected in all), and an ECI instance holds ${eciLimits.containers}`
    at.warning('too-many-containers', message)
  } else if (main + init > eciLimits.containers) {
    const message = `the Pod has ${main} containers and ${init} init containers; an ECI instance holds ${eciLimits.containers}, and whether init containers count is undocumented`
    at.info('too-many-containers', message)
  }
  if (volumes.length > eciLimits.volumes) {
    const message = `the Pod has ${volumes.length} volumes, and an ECI instance holds ${eciLimits.volumes}`
    issues.at('spec', 'volumes').warning('too-many-volumes', message)
  }
}

/** What needs a host that the Pod shares with others. */
export const checkHostAccess: Check = (subject, issues) => {
  if (subject.placement === 'no') return
  const severity = subject.isBound ? 'error' : 'warning'
  for (const { value, path, name } of subject.volumes) {
    if (isPresent(valueAt(value, 'hostPath')))
      issues.at(...path, 'hostPath')[severity]('host-path', `volume ${name} is a hostPath${support(subject)}`)
  }
  if (valueAt(subject.pod, 'spec', 'hostNetwork') === true)
    issues.at('spec', 'hostNetwork')[severity]('host-network', `the Pod uses hostNetwork${support(subject)}`)
  for (const { value, path, name } of subject.containers) {
    if (valueAt(value, 'securityContext', 'privileged') !== true) continue
    const at = issues.at(...path, 'securityContext', 'privileged')
    at[severity]('privileged', `container ${name} is privileged${support(subject)}`)
  }
}

function support({ isBound }: CheckSubject): string {
  return isBound
    ? ', which virtual nodes do not support'
    : ', which virtual nodes do not support; it may get onto one'
}

/** Virtual nodes run no DaemonSets; that is what SidecarSets are for there. */
export const checkDaemonSet: Check = ({ pod, isBound }, issues) => {
  if (!isBound) return
  for (const [index, owner] of listAt(pod, 'metadata', 'ownerReferences').entries()) {
    if (textAt(owner, 'kind') !== 'DaemonSet') continue
    const message = `the Pod belongs to DaemonSet ${textAt(owner, 'name') ?? ''}, and virtual nodes run none`
    issues.at('metadata', 'ownerReferences', index).error('daemon-set-on-virtual-node', message)
  }
}

function isPresent(value: unknown): boolean {
  return value !== undefined && value !== null
}
