import type { FieldPath } from '../../issue/index.js'
import type { Pod } from '../../manifest/api-types.js'
import { listAt, textAt, valueAt } from '../read-path.js'
import { readSettings, type ConventionSetting } from './read-settings.js'
import type { VariableName } from './table.js'

/** What the conventions say of one container. Values that are not set, or set to what is undocumented, are the defaults. */
export interface ContainerOrder {
  readonly container: string
  /** `spec.initContainers[0]` or `spec.containers[0]`. */
  readonly path: FieldPath
  /** A native sidecar is an init container with `restartPolicy: Always`. */
  readonly role: 'init' | 'native-sidecar' | 'container'
  /** ECI: larger starts earlier. */
  readonly launchPriority: number
  /** ECI: larger exits earlier. */
  readonly exitPriority: number
  /** ECI: exits after the application containers. */
  readonly isEciSidecar: boolean
  /** ECI: in a Job, terminated once the application containers have ended. */
  readonly type: 'normal' | 'sidecar'
  /** ACS before Kubernetes 1.29: starts before the others, is terminated with the Job. */
  readonly isAcsSidecar: boolean
  readonly ignoresExitCode: boolean
  readonly ignoresReady: { readonly eci: boolean; readonly acs: boolean }
  readonly ignoresResources: { readonly eci: boolean; readonly acs: boolean }
  readonly hasReadinessProbe: boolean
  /** The variables that are set, well or badly, with their places. */
  readonly settings: readonly ConventionSetting[]
}

/**
 * What a Pod's containers say about their order, init containers first.
 *
 * @param pod as far as it is known; malformed parts count as absent
 * @example readContainerOrder(pod).map(({ container, launchPriority }) => [container, launchPriority])
 * // [['filebeat', 10], ['app', 0]]
 */
export function readContainerOrder(pod: Pod): ContainerOrder[] {
  return (['initContainers', 'containers'] as const).flatMap((list) =>
    listAt(pod, 'spec', list).map((container, index) => readContainer(container, ['spec', list, index])),
  )
}

/** What one container says, of the list that its path names. */
export function readContainer(container: unknown, path: FieldPath): ContainerOrder {
  const settings = readSettings(container, path)
  const isOn = (variable: VariableName): boolean => valueOf(settings, variable) === true
  const isNative = textAt(container, 'restartPolicy') === 'Always'
  return {
    container: textAt(container, 'name') ?? '',
    path,
    role: path[1] !== 'initContainers' ? 'container' : isNative ? 'native-sidecar' : 'init',
    launchPriority: numberOf(settings, 'ECI_CONTAINER_LAUNCH_PRIORITY'),
    exitPriority: numberOf(settings, 'ECI_CONTAINER_EXIT_PRIORITY'),
    isEciSidecar: isOn('ECI_SIDECAR_CONTAINER'),
    type: valueOf(settings, 'ECI_CONTAINER_TYPE') === 'sidecar' ? 'sidecar' : 'normal',
    isAcsSidecar: isOn('__IS_SIDECAR__'),
    ignoresExitCode: isOn('ECI_CONTAINER_IGNORE_EXIT_CODE'),
    ignoresReady: { eci: isOn('ECI_CONTAINER_IGNORE_READY'), acs: isOn('__IGNORE_READY__') },
    ignoresResources: { eci: isOn('__ECI_RESOURCE_IGNORE__'), acs: isOn('__IGNORE_RESOURCE__') },
    hasReadinessProbe: typeof (valueAt(container, 'readinessProbe') ?? undefined) === 'object',
    settings,
  }
}

function valueOf(settings: readonly ConventionSetting[], variable: VariableName): unknown {
  const setting = settings.find((each) => each.variable === variable)
  return setting !== undefined && 'value' in setting ? setting.value : undefined
}

function numberOf(settings: readonly ConventionSetting[], variable: VariableName): number {
  const value = valueOf(settings, variable)
  return typeof value === 'number' ? value : 0
}
