import { profiles, type ProfileName } from '../profile.js'
import type { ProfileBehaviour } from '../profile/types.js'

export type { ProfileBehaviour } from '../profile/types.js'

/**
 * Every way in which the profiles differ at injection, and nothing else. Code asks the behaviour, never the version.
 * The records of the versions are in src/profile.
 */
export const profileBehaviours: Readonly<Record<ProfileName, ProfileBehaviour>> = {
  'v1.3.0': profiles['v1.3.0'].injection,
  'v1.8.0': profiles['v1.8.0'].injection,
  'v1.9.0': profiles['v1.9.0'].injection,
}
