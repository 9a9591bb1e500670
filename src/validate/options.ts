import { manifestLimits } from '../manifest/yaml/limits.js'
import type { OptionTable } from '../options/index.js'
import { profileNames } from '../profile.js'
import { OtherSidecarSets } from './compared-sets.js'
import type { BindingValidationContext } from './binding.js'
import type { CheckOptions } from './check-manifests.js'
import type { ValidationContext } from './validate-sidecar-set.js'

/** How a cluster's OpenKruise is set up, as far as validation asks. */
const clusterSettings = {
  patchPodMetadataDefaultsAllowed: { kind: 'boolean' },
  allowPrivileged: { kind: 'boolean' },
  kruiseNamespace: { kind: 'text' },
} as const

/** What `validateSidecarSet` takes. */
export const validationContext: OptionTable<ValidationContext> = {
  others: {
    kind: 'any',
    of: [
      { kind: 'list', of: 'SidecarSets' },
      { kind: 'instance', of: OtherSidecarSets, from: 'compileSidecarSets' },
    ],
  },
  // Read as leniently as the SidecarSet itself: what is wrong with it is reported.
  older: { kind: 'other' },
  controllerRevisions: { kind: 'list', of: 'ControllerRevisions' },
  namespaces: { kind: 'list', of: 'Namespaces' },
  patchMetadataWhitelist: {
    kind: 'any',
    of: [{ kind: 'text' }, { kind: 'object', of: 'its value' }, { kind: 'choice', values: [null] }],
  },
  ...clusterSettings,
  profile: { kind: 'choice', values: profileNames },
}

/** What `checkManifests` takes. */
export const checkOptions: OptionTable<CheckOptions> = {
  ...manifestLimits,
  ...clusterSettings,
  profile: { kind: 'choice', values: profileNames },
}

/** What `validateResourceBinding` takes. */
export const bindingValidationContext: OptionTable<BindingValidationContext> = {
  sidecarSets: { kind: 'list', of: 'SidecarSets' },
}
