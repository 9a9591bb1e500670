import { type IssueCode, SidecarSetError } from '../issue/index.js'
import { findVariable, type VariableName } from './conventions.js'

/** An entry of a container's `env`. The value is text, as the API server wants it. */
export interface EnvEntry {
  readonly name: VariableName
  readonly value: string
}

/**
 * ECI: a container with a larger number starts earlier, and the next waits until it is ready where it has a
 * readinessProbe.
 *
 * @param priority an integer from -1000 to 1000; containers without the variable have 0
 * @throws SidecarSetError `invalid`
 * @example eciLaunchPriority(10) // { name: 'ECI_CONTAINER_LAUNCH_PRIORITY', value: '10' }
 * @experimental
 */
export function eciLaunchPriority(priority: number): EnvEntry {
  return integer('ECI_CONTAINER_LAUNCH_PRIORITY', priority)
}

/**
 * ECI: a container with a larger number exits earlier. A sidecar that starts first and exits last has a launch priority
 * above zero and an exit priority below.
 *
 * @param priority an integer from -1000 to 1000; containers without the variable have 0
 * @throws SidecarSetError `invalid`
 * @example eciExitPriority(-10) // { name: 'ECI_CONTAINER_EXIT_PRIORITY', value: '-10' }
 * @experimental
 */
export function eciExitPriority(priority: number): EnvEntry {
  return integer('ECI_CONTAINER_EXIT_PRIORITY', priority)
}

/**
 * ECI: the container exits after the application containers.
 *
 * @example eciSidecarContainer().value // 'true'
 * @experimental
 */
export function eciSidecarContainer(): EnvEntry {
  return flag('ECI_SIDECAR_CONTAINER')
}

/**
 * ECI: a `sidecar` is terminated by force once the application containers of a Job have exited for good. It exits
 * non-zero then, so the Job fails unless `eciIgnoreExitCode()` goes with it.
 *
 * @throws SidecarSetError `not-supported`
 * @example eciContainerType('sidecar') // { name: 'ECI_CONTAINER_TYPE', value: 'sidecar' }
 * @experimental
 */
export function eciContainerType(type: 'normal' | 'sidecar'): EnvEntry {
  const name = 'ECI_CONTAINER_TYPE'
  const row = findVariable(name)
  if (row?.values.kind === 'choice' && !row.values.choices.includes(type)) {
    const choices = row.values.choices.join(' or ')
    throw invalidValue('not-supported', `${name} is ${choices}, not ${JSON.stringify(type)}`)
  }
  return { name, value: type }
}

/**
 * ECI: a non-zero exit of the container counts as success.
 *
 * @example eciIgnoreExitCode().value // 'true'
 * @experimental
 */
export function eciIgnoreExitCode(): EnvEntry {
  return flag('ECI_CONTAINER_IGNORE_EXIT_CODE')
}

/**
 * ECI: the container's readiness does not hold back the Pod's.
 *
 * @example eciIgnoreReady().value // 'true'
 * @experimental
 */
export function eciIgnoreReady(): EnvEntry {
  return flag('ECI_CONTAINER_IGNORE_READY')
}

/**
 * ECI: the container is left out when the instance is sized.
 *
 * @example eciIgnoreResources().value // 'TRUE'
 * @experimental
 */
export function eciIgnoreResources(): EnvEntry {
  return flag('__ECI_RESOURCE_IGNORE__')
}

/**
 * ACS before Kubernetes 1.29: the container starts before the others and is terminated with the Job. From 1.29 on an
 * init container with `restartPolicy: Always` does that.
 *
 * @example acsSidecar() // { name: '__IS_SIDECAR__', value: 'true' }
 * @experimental
 */
export function acsSidecar(): EnvEntry {
  return flag('__IS_SIDECAR__')
}

/**
 * ACS: the container's readiness does not hold back the Pod's.
 *
 * @example acsIgnoreReady().value // 'true'
 * @experimental
 */
export function acsIgnoreReady(): EnvEntry {
  return flag('__IGNORE_READY__')
}

/**
 * ACS: the container is left out when the Pod is sized.
 *
 * @example acsIgnoreResources().value // 'true'
 * @experimental
 */
export function acsIgnoreResources(): EnvEntry {
  return flag('__IGNORE_RESOURCE__')
}

function flag(name: VariableName): EnvEntry {
  const values = findVariable(name)?.values
  return { name, value: values?.kind === 'flag' ? values.on : 'true' }
}

function integer(name: VariableName, value: number): EnvEntry {
  const values = findVariable(name)?.values
  const [least, most] = values?.kind === 'integer' ? [values.least, values.most] : [-Infinity, Infinity]
  if (!Number.isInteger(value)) {
    throw invalidValue('invalid', `${name} is an integer, not ${String(value)}`)
  }
  if (value < least || value > most) {
    throw invalidValue('invalid', `${name} is from ${least} to ${most}, not ${value}`)
  }
  // `String` writes minus zero as 0.
  return { name, value: String(value) }
}

function invalidValue(code: IssueCode, message: string): SidecarSetError {
  return new SidecarSetError('virtual-node', [{ code, severity: 'error', message, path: [] }])
}
