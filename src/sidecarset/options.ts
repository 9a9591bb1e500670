import type { OptionTable } from '../options/index.js'
import type { SidecarSetVersion } from './read-sidecar-set.js'
import { profileNames, type ProfileName } from '../profile.js'

/** Of what depends on nothing but the version of OpenKruise. */
export interface ProfileOptions {
  /** The OpenKruise version whose behaviour is computed. @default 'v1.3.0' */
  readonly profile?: ProfileName | undefined
}

/** What `defaultSidecarSet`, `hashSidecarSet` and `classifyChange` take. */
export const profileOptions: OptionTable<ProfileOptions> = {
  profile: { kind: 'choice', values: profileNames },
}

/** What `convertSidecarSet` takes as its second argument. */
export const conversionArguments: OptionTable<{ readonly version: SidecarSetVersion }> = {
  version: { kind: 'choice', values: ['v1alpha1', 'v1beta1'], required: true },
}
