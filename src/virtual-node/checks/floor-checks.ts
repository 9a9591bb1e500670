import { deepFreeze } from '../../kubernetes/deep-freeze.js'
import type { Check } from './subject.js'

/** The oldest versions with which SidecarSets work on virtual nodes. */
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
