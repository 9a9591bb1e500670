import type { Profile, ProfileName } from './profile/types.js'
import { v1_3_0 } from './profile/v1.3.0.js'
import { v1_8_0 } from './profile/v1.8.0.js'
import { v1_9_0 } from './profile/v1.9.0.js'

export type { Profile, ProfileName } from './profile/types.js'

/** Every way in which the versions differ. Code asks a profile's switches, never its name. */
export const profiles: Readonly<Record<ProfileName, Profile>> = {
  'v1.3.0': v1_3_0,
  'v1.8.0': v1_8_0,
  'v1.9.0': v1_9_0,
}

/** The profiles, oldest first. */
export const profileNames: readonly ProfileName[] = [v1_3_0.name, v1_8_0.name, v1_9_0.name]

/** The profile that applies when none is named. */
export const defaultProfileName: ProfileName = v1_3_0.name

/** The newest profile: it has every field that any profile has, but for those that Kubernetes took away. */
export const newestProfileName: ProfileName = v1_9_0.name

/** Something for each version, made from its record. */
export function byProfile<T>(make: (profile: Profile) => T): Readonly<Record<ProfileName, T>> {
  const entries = Object.values(profiles).map((profile) => [profile.name, make(profile)])
  return Object.fromEntries(entries) as Record<ProfileName, T>
}
