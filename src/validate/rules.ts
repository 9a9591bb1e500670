import type { ProfileName } from '../profile.js'

/** How one version of OpenKruise, with the Kubernetes types it is built from, judges where versions differ. */
export interface ValidationRules {
  readonly profile: ProfileName
  /** A v1alpha1 `spec.namespace` is turned into a namespaceSelector, and judged as one. */
  readonly convertsNamespace: boolean
  /** Values of `injectionStrategy.revision.policy`. */
  readonly revisionPolicies: readonly string[]
  /** `updateStrategy.selector` and a partition exclude each other. */
  readonly refusesPartitionBesideSelector: boolean
  /** Probes and lifecycle of an init container are forbidden, unless it is a native sidecar; else they are just invalid. */
  readonly allowsProbesOfNativeSidecars: boolean
  /** Projected service account tokens are refused, since the Pod that is judged has no service account. */
  readonly refusesServiceAccountTokens: boolean
  /** The path of a projected service account token must be one inside the volume. */
  readonly judgesTokenPaths: boolean
  /** What an unknown `terminationMessagePolicy` is called. */
  readonly terminationPolicyCode: 'invalid' | 'not-supported'
  /** Fields of a Pod that env variables can take, beyond those that every version has. */
  readonly laterEnvFieldPaths: readonly string[]
  /** `procMount: Unmasked` is refused, as it needs a user namespace. */
  readonly refusesUnmaskedProcMount: boolean
  /** An ephemeral volume may be a device. */
  readonly ephemeralVolumesMayBeDevices: boolean
  readonly claimAccessModes: readonly string[]
  /** Where the content of a claim comes from is judged in detail. */
  readonly judgesClaimSources: boolean
}

const accessModes: readonly string[] = ['ReadWriteOnce', 'ReadOnlyMany', 'ReadWriteMany']

/** As Kubernetes 1.30 and 1.32 judge alike. */
const laterRules = {
  convertsNamespace: true,
  revisionPolicies: ['Always', 'Partial'],
  refusesPartitionBesideSelector: true,
  allowsProbesOfNativeSidecars: true,
  refusesServiceAccountTokens: false,
  judgesTokenPaths: true,
  terminationPolicyCode: 'not-supported',
  laterEnvFieldPaths: ['status.hostIPs'],
  refusesUnmaskedProcMount: true,
  ephemeralVolumesMayBeDevices: true,
  claimAccessModes: [...accessModes, 'ReadWriteOncePod'],
  judgesClaimSources: true,
} as const satisfies Omit<ValidationRules, 'profile'>

/**
 * Every way in which the profiles differ in validation, and nothing else. (Which fields exist differs too, and needs no
 * rule: what a version does not know is not there when its rules are asked. So do defaults, and the values of selectors.)
 */
export const validationRules: Readonly<Record<ProfileName, ValidationRules>> = {
  'v1.3.0': {
    profile: 'v1.3.0',
    convertsNamespace: false,
    revisionPolicies: ['Always'],
    refusesPartitionBesideSelector: false,
    allowsProbesOfNativeSidecars: false,
    refusesServiceAccountTokens: true,
    judgesTokenPaths: false,
    terminationPolicyCode: 'invalid',
    laterEnvFieldPaths: [],
    refusesUnmaskedProcMount: false,
    ephemeralVolumesMayBeDevices: false,
    claimAccessModes: accessModes,
    judgesClaimSources: false,
  },
  'v1.8.0': { profile: 'v1.8.0', ...laterRules },
  'v1.9.0': { profile: 'v1.9.0', ...laterRules },
}

/** What the CRD asks of one field, wherever a mapping of some kind stands. */
export interface CrdRule {
  /** The mapping that holds it, from `spec` on; `*` stands for every element of a list. */
  readonly holder: readonly string[]
  readonly field: string
  readonly isRequired: boolean
  /** The values it may have. Absent: any. */
  readonly values?: readonly string[]
}

/** Rules from a short notation: `selector.matchExpressions.*: key operator`. */
function required(holder: string, ...fields: readonly string[]): readonly CrdRule[] {
  return fields.map((field) => ({ holder: holder.split('.'), field, isRequired: true }))
}

const containerLists = ['containers', 'initContainers'] as const

const crdOfEveryVersion: readonly CrdRule[] = [
  ...required('selector.matchExpressions.*', 'key', 'operator'),
  ...required('updateStrategy.selector.matchExpressions.*', 'key', 'operator'),
  ...required('updateStrategy.scatterStrategy.*', 'key', 'value'),
  ...containerLists.flatMap((list) =>
    required(`${list}.*.transferEnv.*.sourceContainerNameFrom.fieldRef`, 'fieldPath'),
  ),
]

const priority = 'updateStrategy.priorityStrategy'

const crdOfLaterVersions: readonly CrdRule[] = [
  ...crdOfEveryVersion,
  ...required('namespaceSelector.matchExpressions.*', 'key', 'operator'),
  ...required(`${priority}.weightPriority.*`, 'weight', 'matchSelector'),
  ...required(`${priority}.weightPriority.*.matchSelector.matchExpressions.*`, 'key', 'operator'),
  ...required(`${priority}.orderPriority.*`, 'orderedKey'),
  ...containerLists.flatMap((list): readonly CrdRule[] => [
    ...required(`${list}.*.resourcesPolicy`, 'resourcesExpr'),
    {
      holder: [list, '*', 'resourcesPolicy'],
      field: 'targetContainersMode',
      isRequired: true,
      values: ['sum', 'max'],
    },
  ]),
  {
    holder: ['injectionStrategy', 'revision'],
    field: 'policy',
    isRequired: false,
    values: ['Always', 'Partial'],
  },
]

/** What the CRD of each version refuses by itself. */
export const crdRules: Readonly<Record<ProfileName, readonly CrdRule[]>> = {
  'v1.3.0': crdOfEveryVersion,
  // It drops resourcesPolicy, whatever it says.
  'v1.8.0': crdOfLaterVersions.filter(({ holder }) => !holder.includes('resourcesPolicy')),
  'v1.9.0': crdOfLaterVersions,
}
