/** A version of OpenKruise whose behaviour is computed. `v1.3.0` is what ACK virtual nodes support in full. */
export type ProfileName = 'v1.3.0' | 'v1.9.0'

/** The profiles, oldest first. */
export const profileNames: readonly ProfileName[] = ['v1.3.0', 'v1.9.0']

/** The profile that applies when none is named. */
export const defaultProfileName: ProfileName = 'v1.3.0'
