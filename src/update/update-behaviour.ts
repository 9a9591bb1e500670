import { byProfile, type ProfileName } from '../profile.js'
import type { UpdateBehaviour } from '../profile/types.js'

export type { UpdateBehaviour } from '../profile/types.js'

/** Every way in which the profiles differ at updates of running Pods. The records of the versions are in src/profile. */
export const updateBehaviours: Readonly<Record<ProfileName, UpdateBehaviour>> = /* @__PURE__ */ byProfile(
  ({ updates }) => updates,
)
