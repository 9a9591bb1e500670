import type { IssueCollector } from '../issue/index.js'
import { dnsLabelMistakes, portNameMistakes } from '../kubernetes/names/index.js'
import type {
  SidecarContainer,
  SidecarSetSpec,
  ContainerPort,
  ContainerResizePolicy,
} from '../manifest/api-types.js'
import type { ProfileName } from '../profile.js'
import { quote, hasOuterSpace } from '../text/visible.js'
import { suggestDnsLabel } from '../text/suggestions.js'
import { reportMistakes, requireText, requireChoice, requirePortNumber } from '../kubernetes/field-checks.js'
import type { ValidationRules, ContainerRole, ContainerContext } from './rules.js'
import { validateVolumes } from './volumes.js'
import { validateEnv, validateEnvFrom } from './env.js'
import { validateDevices, validateMounts } from './mounts.js'
import { validateProbesAndLifecycle } from './probes.js'
import { validateResources } from './resources.js'
import { validateSecurityContext } from './security-context.js'

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

/** Reports what Kubernetes refuses in one container, defaulted; its name is judged with those of the others. */
function validateContainer(
  container: SidecarContainer,
  issues: IssueCollector,
  context: ContainerContext,
): void {
  const { rules, role } = context
  validateImage(container, issues)
  requireChoice(
    issues.at('terminationMessagePolicy'),
    container.terminationMessagePolicy ?? '',
    ['File', 'FallbackToLogsOnError'],
    rules.terminationPolicyCode,
  )
  validateRestartPolicy(container.restartPolicy, role, issues.at('restartPolicy'))
  validateResizePolicy(container.resizePolicy ?? [], role, issues.at('resizePolicy'))
  validateEnv(container.env, issues.at('env'), rules)
  validateEnvFrom(container.envFrom, issues.at('envFrom'))
  validatePorts(container.ports, issues.at('ports'))
  validateMounts(container, issues.at('volumeMounts'), context)
  validateDevices(container, issues.at('volumeDevices'), context)
  validateResources(container.resources, issues.at('resources'), rules)
  validateProbesAndLifecycle(container, issues, context)
  validateSecurityContext(container.securityContext, issues.at('securityContext'), rules)
}

function validateImage({ image, imagePullPolicy = '' }: SidecarContainer, issues: IssueCollector): void {
  const place = issues.at('image')
  if (requireText(place, image, 'a container needs an image, such as registry.example.com/log-agent:1.0'))
    if (hasOuterSpace(image))
      place.error('invalid', `${quote(image)} has white space around it; leave it out`)
  requireChoice(issues.at('imagePullPolicy'), imagePullPolicy, ['Always', 'IfNotPresent', 'Never'])
}

function validateRestartPolicy(
  policy: string | undefined,
  role: ContainerRole,
  issues: IssueCollector,
): void {
  if (policy === undefined) return
  if (role === 'container')
    issues.error('forbidden', 'only an init container can have it, as a native sidecar; leave it out')
  else requireChoice(issues, policy, ['Always'])
}

function validateResizePolicy(
  policies: readonly ContainerResizePolicy[],
  role: ContainerRole,
  issues: IssueCollector,
): void {
  if (policies.length > 0 && role !== 'container')
    issues.error('invalid', 'an init container cannot be resized; leave it out')
  const seen = new Set<string>()
  policies.forEach(({ resourceName = '', restartPolicy = '' }, index) => {
    if (seen.has(resourceName)) issues.at(index).error('duplicate', `${quote(resourceName)} comes again`)
    seen.add(resourceName)
    if (requireText(issues, resourceName, `entry ${index} needs a resourceName: cpu or memory`))
      requireChoice(issues, resourceName, ['cpu', 'memory'])
    if (requireText(issues, restartPolicy, `entry ${index} needs a restartPolicy`))
      requireChoice(issues, restartPolicy, ['NotRequired', 'RestartContainer'])
  })
}

const protocols: readonly string[] = ['TCP', 'UDP', 'SCTP']

/** Reports what is wrong with the ports of one container, defaulted. */
function validatePorts(ports: readonly ContainerPort[] | undefined, issues: IssueCollector): void {
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

/**
 * Reports ports of the node that are taken twice: by protocol, address and number. `containers` run together, while an
 * init container has the node for itself.
 */
function validateHostPorts(
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
