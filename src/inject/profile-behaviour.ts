import { byProfile, type ProfileName } from '../profile.js'
import type { ProfileBehaviour } from '../profile/types.js'

export type { ProfileBehaviour } from '../profile/types.js'

/** Every way in which the profiles differ at injection. The records of the versions are in src/profile. */
export const profileBehaviours: Readonly<Record<ProfileName, ProfileBehaviour>> = /* @__PURE__ */ byProfile(
  ({ injection }) => injection,
)
