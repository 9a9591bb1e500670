import { byProfile, type ProfileName } from '../profile.js'
import type { CrdRule, ValidationSwitches } from '../profile/types.js'

export type { CrdRule } from '../profile/types.js'

/** How one version of OpenKruise judges, and which one it is. */
export interface ValidationRules extends ValidationSwitches {
  readonly profile: ProfileName
  /** Containers may not be privileged: a flag of the manager, not a matter of its version. */
  readonly refusesPrivileged?: boolean
}

/**
 * Every way in which the profiles differ in validation, and nothing else. (Which fields exist differs too, and needs no
 * rule: what a version does not know is not there when its rules are asked. So do defaults, and the values of selectors.)
 */
export const validationRules: Readonly<Record<ProfileName, ValidationRules>> = /* @__PURE__ */ byProfile(
  ({ name, validation }) => ({ profile: name, ...validation }),
)

/** What the CRD of each version refuses by itself. */
export const crdRules: Readonly<Record<ProfileName, readonly CrdRule[]>> = /* @__PURE__ */ byProfile(
  ({ crd }) => crd,
)
