import type { FieldPath, IssueCollector } from '../issue/index.js'
import { listAt, textAt, valueAt } from '../read/index.js'
import type { PodSubject, SubjectContainer } from './subject.js'

interface Port {
  readonly container: SubjectContainer
  readonly path: FieldPath
  readonly protocol: string
  readonly containerPort: number
  /** Zero: none. In the network of the node, a port of the container is one of the node. */
  readonly hostPort: number
  readonly hostIP: string
}

/**
 * Two containers cannot have one port.
 *
 * 1. One port of the node, by protocol, address and number: the API server refuses the Pod. It compares containers with
 *    each other, and each init container only with itself.
 * 2. One port of the Pod's network, while both containers run: the Pod is created, and the second to listen fails.
 */
export function checkPorts({ pod, containers }: PodSubject, issues: IssueCollector): void {
  const isOnHost = valueAt(pod, 'spec', 'hostNetwork') === true
  const ports = containers.flatMap((container) => readPorts(container, isOnHost))
  const onHost = new Map<string, Port>()
  const inPod = new Map<string, Port>()
  for (const port of ports) {
    const { container, path, protocol, hostPort, containerPort } = port
    const other = onHost.get(hostKey(port))
    if (other !== undefined)
      issues
        .at(...path)
        .error(
          'host-port-conflict',
          `${container.title} takes port ${protocol} ${hostPort} of the node, which ${other.container.title} takes too, so the API server refuses the Pod; give one of them another port`,
        )
    if (hostPort > 0 && !onHost.has(hostKey(port))) onHost.set(hostKey(port), port)
    if (!container.runsAlong) continue
    const key = `${protocol} ${containerPort}`
    const first = inPod.get(key)
    if (first === undefined) inPod.set(key, port)
    else if (other === undefined && first.container !== container)
      issues
        .at(...path.slice(0, -1), 'containerPort')
        .warning(
          'port-conflict',
          `${container.title} has port ${protocol} ${containerPort}, and so has ${first.container.title}; they share one network, so the second to listen fails with "address already in use"`,
        )
  }
}

/** Containers are compared with each other, an init container only with itself. */
function hostKey({ container, protocol, hostIP, hostPort }: Port): string {
  const scope = container.list === 'initContainers' ? container.path.join('.') : ''
  return hostPort > 0 ? JSON.stringify([scope, protocol, hostIP, hostPort]) : ''
}

function readPorts(container: SubjectContainer, isOnHost: boolean): readonly Port[] {
  if (container.list === 'ephemeralContainers') return []
  return listAt(container.value, 'ports').flatMap((port, index) => {
    const containerPort = numberAt(port, 'containerPort')
    if (containerPort === 0) return []
    return {
      container,
      path: [...container.path, 'ports', index, 'hostPort'],
      protocol: textAt(port, 'protocol') ?? 'TCP',
      containerPort,
      hostPort: numberAt(port, 'hostPort') || (isOnHost ? containerPort : 0),
      hostIP: textAt(port, 'hostIP') ?? '',
    }
  })
}

function numberAt(value: unknown, field: string): number {
  const number = valueAt(value, field)
  return typeof number === 'number' ? number : 0
}
