import type { IssueCollector } from '../../../issue/index.js'
import type { ContainerResizePolicy, SidecarContainer } from '../../../manifest/api-types.js'
import { requireChoice, requireText } from '../field-checks.js'
import { hasOuterSpace } from '../../../text/outer-space.js'
import { quote } from '../../../text/quote.js'
import { validateDevices } from './devices.js'
import { validateEnv } from './env.js'
import { validateEnvFrom } from './env-from.js'
import type { ContainerContext, ContainerRole } from './judged-pod.js'
import { validateMounts } from './mounts.js'
import { validatePorts } from './ports.js'
import { validateProbesAndLifecycle } from './probes.js'
import { validateResources } from './resources.js'
import { validateSecurityContext } from './security-context.js'

/** Reports what Kubernetes refuses in one container, defaulted; its name is judged with those of the others. */
export function validateContainer(
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
