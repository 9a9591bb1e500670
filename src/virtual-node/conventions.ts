import { deepFreeze } from '../kubernetes/plain-data.js'
import type { Platform } from './platform.js'

/** What a variable can be set to. */
export type ConventionValues =
  | { readonly kind: 'integer'; readonly least: number; readonly most: number }
  /** On or off. Which other spellings of "on" a platform takes is undocumented. */
  | { readonly kind: 'flag'; readonly on: string }
  | { readonly kind: 'choice'; readonly choices: readonly string[] }

/** One way to tell a platform how to treat a container. */
export interface ContainerConvention {
  /** Name of the environment variable, or of the container's field. */
  readonly name: ConventionName
  /** Where it is set. A field is one of init containers. */
  readonly place: 'env' | 'field'
  readonly platform: Platform
  readonly values: ConventionValues
  /** What holds where it is not set, as text. */
  readonly default: string
  /** The minor versions of Kubernetes that it is for, both inclusive; absent where any is. */
  readonly kubernetes?: { readonly from?: number; readonly to?: number }
  readonly meaning: string
  /** The public page that documents it. */
  readonly source: string
}

/** Every variable, and `restartPolicy` for native sidecars. */
export type ConventionName = VariableName | 'restartPolicy'

/** Every environment variable that ECI or ACS reads. */
export type VariableName =
  | 'ECI_CONTAINER_LAUNCH_PRIORITY'
  | 'ECI_CONTAINER_EXIT_PRIORITY'
  | 'ECI_SIDECAR_CONTAINER'
  | 'ECI_CONTAINER_TYPE'
  | 'ECI_CONTAINER_IGNORE_EXIT_CODE'
  | 'ECI_CONTAINER_IGNORE_READY'
  | '__ECI_RESOURCE_IGNORE__'
  | '__IS_SIDECAR__'
  | '__IGNORE_READY__'
  | '__IGNORE_RESOURCE__'

const docs = 'https://www.alibabacloud.com/help/en'
const eciOrder = `${docs}/eci/user-guide/set-container-start-and-exit-order-1`
const eciTypes = `${docs}/eci/user-guide/declaring-container-types`
const acsSidecars = `${docs}/cs/user-guide/declaring-container-types`

const priority: ConventionValues = { kind: 'integer', least: -1000, most: 1000 }
const flag: ConventionValues = { kind: 'flag', on: 'true' }

/**
 * The table that code, checks and documentation share.
 *
 * @experimental
 */
export const containerConventions: readonly ContainerConvention[] = /* @__PURE__ */ deepFreeze([
  {
    name: 'ECI_CONTAINER_LAUNCH_PRIORITY',
    place: 'env',
    platform: 'eci',
    values: priority,
    default: '0',
    meaning: 'larger starts earlier; with a readinessProbe the next waits until it is ready',
    source: eciOrder,
  },
  {
    name: 'ECI_CONTAINER_EXIT_PRIORITY',
    place: 'env',
    platform: 'eci',
    values: priority,
    default: '0',
    meaning: 'larger exits earlier',
    source: eciOrder,
  },
  {
    name: 'ECI_SIDECAR_CONTAINER',
    place: 'env',
    platform: 'eci',
    values: flag,
    default: 'false',
    meaning: 'exits after the application containers',
    source: `${docs}/ack/ack-managed-and-ack-dedicated/user-guide/injecting-a-sidecar-container-into-a-virtual-node-pod`,
  },
  {
    name: 'ECI_CONTAINER_TYPE',
    place: 'env',
    platform: 'eci',
    values: { kind: 'choice', choices: ['normal', 'sidecar'] },
    default: 'normal',
    meaning:
      'with restartPolicy Never or OnFailure, a sidecar is terminated by force once the application containers have exited for good',
    source: eciTypes,
  },
  {
    name: 'ECI_CONTAINER_IGNORE_EXIT_CODE',
    place: 'env',
    platform: 'eci',
    values: flag,
    default: 'false',
    meaning: 'a non-zero exit counts as success',
    source: eciTypes,
  },
  {
    name: 'ECI_CONTAINER_IGNORE_READY',
    place: 'env',
    platform: 'eci',
    values: flag,
    default: 'false',
    meaning: "its readiness does not hold back the Pod's",
    source: `${docs}/eci/user-guide/ignore-the-noready-state-of-the-sidecar-container`,
  },
  {
    name: '__ECI_RESOURCE_IGNORE__',
    place: 'env',
    platform: 'eci',
    values: { kind: 'flag', on: 'TRUE' },
    default: 'false',
    meaning: 'left out when the instance is sized',
    source: `${docs}/eci/user-guide/ignore-specific-containers-when-the-system-adjusts-resources`,
  },
  {
    name: '__IS_SIDECAR__',
    place: 'env',
    platform: 'acs',
    values: flag,
    default: 'false',
    kubernetes: { to: 28 },
    meaning: 'starts before the others and is terminated with the Job',
    source: acsSidecars,
  },
  {
    name: 'restartPolicy',
    place: 'field',
    platform: 'acs',
    values: { kind: 'choice', choices: ['Always'] },
    default: '',
    kubernetes: { from: 29 },
    meaning:
      'an init container with Always is a native sidecar: it starts before the others and runs until they end',
    source: acsSidecars,
  },
  {
    name: '__IGNORE_READY__',
    place: 'env',
    platform: 'acs',
    values: flag,
    default: 'false',
    meaning: "its readiness does not hold back the Pod's",
    source: 'https://help.aliyun.com/document_detail/2835729.html',
  },
  {
    name: '__IGNORE_RESOURCE__',
    place: 'env',
    platform: 'acs',
    values: flag,
    default: 'false',
    meaning: 'left out when the Pod is sized',
    source: `${docs}/cs/user-guide/configure-resource-warping-to-ignore-specific-containers`,
  },
])

/** The conventions that are environment variables, by name. */
const variables: ReadonlyMap<string, ContainerConvention> = new Map(
  containerConventions.filter(({ place }) => place === 'env').map((row) => [row.name, row]),
)

/** The row of an environment variable, where its name is one that a platform reads. */
export function findVariable(
  name: string,
): (ContainerConvention & { readonly name: VariableName }) | undefined {
  return variables.get(name) as (ContainerConvention & { readonly name: VariableName }) | undefined
}

/** The names of all variables, in the order of the table. */
export const variableNames: readonly string[] = [...variables.keys()]

/**
 * The minor version of a Kubernetes version as people and clusters write it; undefined where it is none.
 *
 * @example minorVersion('v1.28.3-aliyun.1') // 28
 * @example minorVersion('1.29+')            // 29
 */
export function minorVersion(version: string | undefined): number | undefined {
  const minor = /^v?1\.([0-9]{1,3})(?![0-9])/.exec(version ?? '')?.[1]
  return minor === undefined ? undefined : Number(minor)
}

/** The last minor version for which ACS documents `__IS_SIDECAR__`. */
export const minorVersionOfAcsSidecars = 28
