import type { FieldPath } from '../issue/index.js'
import type { Pod } from '../manifest/api-types.js'
import { listAt, textAt, valueAt } from '../read/index.js'
import { type ConventionValues, findVariable, type VariableName } from './conventions.js'

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

/** Why a value has no documented meaning. */
export type SettingProblem =
  /** A number, a boolean or anything else that is not text: the API server refuses it. */
  | 'not-text'
  | 'not-an-integer'
  | 'out-of-range'
  /** Not one of the spellings that are documented. */
  | 'undocumented-value'
  /** `valueFrom`; whether the platform reads such a variable is undocumented. */
  | 'value-from'

/** A variable that a container sets, well or badly. */
export type ConventionSetting = {
  readonly variable: VariableName
  /** The entry of `env`. */
  readonly path: FieldPath
  /** The value as written, where it is text. */
  readonly text?: string
} & ({ readonly value: number | boolean | string } | { readonly problem: SettingProblem })

/**
 * The variables of the conventions that a container sets, in the order of its `env`. Of several entries of one name the
 * last is given: it is the one that the container sees.
 *
 * @param path where the container stands
 */
export function readSettings(container: unknown, path: FieldPath): readonly ConventionSetting[] {
  const last = new Map<VariableName, ConventionSetting>()
  for (const [index, entry] of listAt(container, 'env').entries()) {
    const row = findVariable(textAt(entry, 'name') ?? '')
    if (row === undefined) continue
    const place = { variable: row.name, path: [...path, 'env', index] }
    // Deleted first, so that the last entry has the last place.
    last.delete(row.name)
    last.set(row.name, { ...place, ...readEntry(entry, row.values) })
  }
  return [...last.values()]
}

type Reading = { readonly text?: string } & (
  { readonly value: number | boolean | string } | { readonly problem: SettingProblem }
)

function readEntry(entry: unknown, values: ConventionValues): Reading {
  const value = valueAt(entry, 'value') ?? ''
  if (typeof value !== 'string') return { problem: 'not-text' }
  const source = valueAt(entry, 'valueFrom')
  if (value === '' && source !== undefined && source !== null) return { problem: 'value-from' }
  return { text: value, ...readText(value, values) }
}

function readText(text: string, values: ConventionValues): Reading {
  switch (values.kind) {
    case 'integer':
      return readInteger(text, values.least, values.most)
    case 'flag':
      if (text === values.on) return { value: true }
      // No spelling of "off" is dangerous: off is what holds anyway.
      return text === '' || text.toLowerCase() === 'false'
        ? { value: false }
        : { problem: 'undocumented-value' }
    case 'choice':
      return values.choices.includes(text) ? { value: text } : { problem: 'undocumented-value' }
  }
}

function readInteger(text: string, least: number, most: number): Reading {
  if (!/^-?[0-9]+$/.test(text)) return { problem: 'not-an-integer' }
  const number = Number(text)
  if (number < least || number > most) return { problem: 'out-of-range' }
  return { value: number === 0 ? 0 : number }
}
