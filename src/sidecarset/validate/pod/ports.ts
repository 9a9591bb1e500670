import type { IssueCollector } from '../../../issue/index.js'
import { isPortNumber, portNameMistakes } from '../../../kubernetes/names/index.js'
import type { ContainerPort, SidecarContainer } from '../../../manifest/api-types.js'
import { reportMistakes, requireChoice } from '../field-checks.js'
import { quote } from '../../../text/quote.js'

const protocols: readonly string[] = ['TCP', 'UDP', 'SCTP']

/** Reports what is wrong with the ports of one container, defaulted. */
export function validatePorts(ports: readonly ContainerPort[] | undefined, issues: IssueCollector): void {
  const names = new Set<string>()
  ports?.forEach((port, index) => {
    const place = issues.at(index)
    const { name = '', containerPort = 0, hostPort = 0, protocol = '' } = port
    if (name !== '') validatePortName(name, names, place.at('name'))
    if (containerPort === 0)
      place.at('containerPort').error('required', 'a port needs a number from 1 to 65535')
    else requirePortNumber(place.at('containerPort'), containerPort)
    if (hostPort !== 0) requirePortNumber(place.at('hostPort'), hostPort)
    requireChoice(place.at('protocol'), protocol, protocols)
  })
}

function validatePortName(name: string, names: Set<string>, issues: IssueCollector): void {
  const mistakes = portNameMistakes(name)
  reportMistakes(issues, name, mistakes)
  if (mistakes.length > 0) return
  if (names.has(name))
    issues.error('duplicate', `${quote(name)} is the name of an earlier port of this container`)
  names.add(name)
}

/** Reports `invalid` unless a number is one of a port. */
export function requirePortNumber(issues: IssueCollector, port: number): void {
  if (!isPortNumber(port)) issues.error('invalid', `${port} is no port; ports are from 1 to 65535`)
}

/**
 * Reports ports of the node that are taken twice: by protocol, address and number. `containers` run together, while an
 * init container has the node for itself.
 */
export function validateHostPorts(
  containers: readonly SidecarContainer[],
  initContainers: readonly SidecarContainer[],
  issues: IssueCollector,
): void {
  const taken = new Set<string>()
  containers.forEach(({ ports }, index) => reportTaken(ports, taken, issues.at('containers', index, 'ports')))
  initContainers.forEach(({ ports }, index) =>
    reportTaken(ports, new Set(), issues.at('initContainers', index, 'ports')),
  )
}

function reportTaken(
  ports: readonly ContainerPort[] | undefined,
  taken: Set<string>,
  issues: IssueCollector,
): void {
  ports?.forEach(({ hostPort = 0, hostIP = '', protocol = '' }, index) => {
    if (hostPort === 0) return
    const key = JSON.stringify([protocol, hostIP, hostPort])
    if (taken.has(key))
      issues.at(index, 'hostPort').error('duplicate', `${protocol} ${hostPort} of the node is taken already`)
    taken.add(key)
  })
}
