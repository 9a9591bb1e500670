import { deepFreeze } from '../kubernetes/plain-data.js'
import { listAt, textAt, valueAt } from '../read/index.js'
import type { Check, CheckSubject } from './check-subject.js'

/**
 * What one ECI instance holds at most.
 *
 * @experimental
 */
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

/**
 * The oldest versions with which SidecarSets work on virtual nodes.
 *
 * @experimental
 */
export const virtualNodeFloors: {
  readonly kubernetes: string
  readonly ackKruise: string
  readonly ackVirtualNode: { readonly eci: string; readonly acs: string }
  readonly featureGate: string
} = /* @__PURE__ */ deepFreeze({
  kubernetes: '1.22',
  ackKruise: '1.3.0',
  ackVirtualNode: { eci: '2.10.0', acs: '2.13.0' },
  /** This feature gate of the API server has to be on. */
  featureGate: 'SidecarSetServerlessPod',
})

/** Compares what is known of the cluster with the floors. An unreadable version is not compared. */
export const checkFloors: Check = ({ placement, platform, minor, context }, issues) => {
  if (placement === 'no') return
  const { kubernetes, ackKruise, ackVirtualNode, featureGate } = virtualNodeFloors
  const { components = {} } = context
  const below = (what: string, floor: string): void =>
    issues.warning('below-floor', `${what}; SidecarSets on virtual nodes need ${floor}`)
  if (minor !== undefined && isOlder(`1.${minor}`, kubernetes))
    below(`Kubernetes is 1.${minor}`, `${kubernetes} or later`)
  const floor = platform === 'acs' ? ackVirtualNode.acs : ackVirtualNode.eci
  if (isOlder(components.ackVirtualNode, floor))
    below(`ack-virtual-node is ${components.ackVirtualNode ?? ''}`, `v${floor} or later`)
  if (isOlder(components.ackKruise, ackKruise))
    below(`ack-kruise is ${components.ackKruise ?? ''}`, `v${ackKruise} or later`)
  if (components.sidecarSetServerlessPod === false)
    below(`feature gate ${featureGate} is off`, 'it on in the API server')
}

function isOlder(version: string | undefined, floor: string): boolean {
  const [a, b] = [numbersOf(version), numbersOf(floor)]
  if (a === undefined || b === undefined) return false
  const index = b.findIndex((number, position) => (a[position] ?? 0) !== number)
  return index !== -1 && (a[index] ?? 0) < (b[index] ?? 0)
}

/** `v2.10.0-aliyun` as 2, 10 and 0. */
function numbersOf(version: string | undefined): readonly number[] | undefined {
  const found = /^v?([0-9]{1,6})\.([0-9]{1,6})(?:\.([0-9]{1,6}))?(?![0-9.])/.exec(version ?? '')
  return found?.slice(1).map((part) => Number((part as string | undefined) ?? 0))
}
