import type { IssueCollector } from '../issue/index.js'
import { isHeaderName, portOrNameMistakes } from '../kubernetes/names/index.js'
import type {
  ExecAction,
  GRPCAction,
  HTTPGetAction,
  Lifecycle,
  Probe,
  SidecarContainer,
  SleepAction,
  TCPSocketAction,
} from '../manifest/api-types.js'
import { quote } from '../text/visible.js'
import {
  requirePortNumber,
  requireChoice,
  requireItems,
  requireText,
  requireWithin,
} from '../kubernetes/field-checks.js'
import type { ContainerContext } from './rules.js'

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

/** What a probe or a hook does. Probes have no `sleep`, and hooks no `grpc`. */
export interface Handler {
  readonly exec?: ExecAction | undefined
  readonly httpGet?: HTTPGetAction | undefined
  readonly tcpSocket?: TCPSocketAction | undefined
  readonly grpc?: GRPCAction | undefined
  readonly sleep?: SleepAction | undefined
}

/** The kinds in the order in which they are looked for. */
const kinds = ['exec', 'httpGet', 'tcpSocket', 'grpc', 'sleep'] as const

/** Reports what is wrong with what a probe or a hook does: exactly one thing. Only the first is judged further. */
function validateHandler(handler: Handler, issues: IssueCollector): void {
  const [first, ...others] = kinds.filter((kind) => handler[kind] !== undefined)
  if (first === undefined) {
    issues.error('required', 'says nothing to do; write one of exec, httpGet, tcpSocket')
    return
  }
  for (const kind of others)
    issues.at(kind).error('forbidden', `there is ${first} already; leave out one of the two`)
  if (handler.exec !== undefined)
    requireItems(
      issues.at('exec', 'command'),
      handler.exec.command,
      'write the command as a list, such as [sh, -c, ...]',
    )
  else if (handler.httpGet !== undefined) validateHttpGet(handler.httpGet, issues.at('httpGet'))
  else if (handler.tcpSocket !== undefined)
    requirePort(handler.tcpSocket.port, issues.at('tcpSocket', 'port'))
  else if (handler.grpc !== undefined) requirePortNumber(issues.at('grpc', 'port'), handler.grpc.port ?? 0)
  else requireWithin(issues.at('sleep', 'seconds'), handler.sleep?.seconds ?? 0, [1, 30])
}

function validateHttpGet(action: HTTPGetAction, issues: IssueCollector): void {
  requireText(
    issues.at('path'),
    action.path,
    'write the path to ask for; a startupProbe has no default for it',
  )
  requirePort(action.port, issues.at('port'))
  requireChoice(issues.at('scheme'), action.scheme ?? '', ['HTTP', 'HTTPS'])
  action.httpHeaders?.forEach(({ name = '' }, index) => {
    if (!isHeaderName(name))
      issues
        .at('httpHeaders', index, 'name')
        .error('invalid', `${quote(name)} is no name of a header; it is made of letters, digits and '-'`)
  })
}

function requirePort(port: number | string | undefined, issues: IssueCollector): void {
  const hint = typeof port === 'string' && /^\d+$/.test(port) ? '; write the number without quotes' : ''
  for (const mistake of portOrNameMistakes(port ?? 0))
    issues.error('invalid', `${JSON.stringify(port ?? 0)}: ${mistake}${hint}`)
}
