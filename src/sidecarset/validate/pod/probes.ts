import type { IssueCollector } from '../../../issue/index.js'
import type { Lifecycle, Probe, SidecarContainer } from '../../../manifest/api-types.js'
import { validateHandler } from './handlers.js'
import type { ContainerContext } from './judged-pod.js'

const probes = ['livenessProbe', 'readinessProbe', 'startupProbe'] as const
const hooks = ['postStart', 'preStop'] as const

/**
 * Reports what is wrong with the probes and hooks of a container, defaulted. Init containers may have none: to v1.3.0
 * they are invalid and their content is judged besides; later versions forbid them, except to native sidecars.
 */
export function validateProbesAndLifecycle(
  container: SidecarContainer,
  issues: IssueCollector,
  { role, rules }: ContainerContext,
): void {
  if (role === 'init') {
    const code = rules.allowsProbesOfNativeSidecars ? 'forbidden' : 'invalid'
    for (const field of ['lifecycle', ...probes] as const)
      if (container[field] !== undefined)
        issues.at(field).error(code, `an init container has no ${field}; leave it out`)
    if (rules.allowsProbesOfNativeSidecars) return
  }
  validateLifecycle(container.lifecycle ?? {}, issues.at('lifecycle'))
  for (const kind of probes) {
    const probe = container[kind]
    if (probe !== undefined) validateProbe(probe, kind, issues.at(kind))
  }
}

function validateLifecycle(lifecycle: Lifecycle, issues: IssueCollector): void {
  for (const hook of hooks) {
    const handler = lifecycle[hook]
    if (handler !== undefined) validateHandler(handler, issues.at(hook))
  }
}

const counted = [
  'initialDelaySeconds',
  'timeoutSeconds',
  'periodSeconds',
  'successThreshold',
  'failureThreshold',
] as const

function validateProbe(probe: Probe, kind: (typeof probes)[number], issues: IssueCollector): void {
  validateHandler(probe, issues)
  for (const field of counted)
    if ((probe[field] ?? 0) < 0) issues.at(field).error('invalid', 'must not be negative')
  if (kind !== 'readinessProbe' && probe.successThreshold !== 1)
    issues.at('successThreshold').error('invalid', describeThreshold(kind))
  validateGracePeriod(probe.terminationGracePeriodSeconds, kind, issues.at('terminationGracePeriodSeconds'))
}

function describeThreshold(kind: string): string {
  return kind === 'startupProbe'
    ? 'must be 1, and OpenKruise has no default for it in a startupProbe; write successThreshold: 1'
    : 'must be 1; leave it out'
}

function validateGracePeriod(seconds: number | undefined, kind: string, issues: IssueCollector): void {
  if (seconds === undefined) return
  if (kind === 'readinessProbe') issues.error('invalid', 'a readinessProbe ends nothing; leave it out')
  if (seconds <= 0) issues.error('invalid', 'must be greater than 0')
}
