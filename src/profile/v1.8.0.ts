import type { Profile } from './types.js'
import { v1_9_0 } from './v1.9.0.js'

/** OpenKruise v1.8.0, and v1.7: v1.9.0 without what that version added. */
export const v1_8_0: Profile = {
  name: 'v1.8.0',
  kubernetesVersion: '1.30',
  injection: {
    ...v1_9_0.injection,
    handlesVolumeDevices: false,
    failsOnMissingVolume: true,
    computesResources: false,
    hasSortGate: false,
  },
  updates: { ...v1_9_0.updates, order: 'flips-first' },
  sidecarSets: { servesV1beta1: false, defaultsDiskVolumes: true },
  validation: v1_9_0.validation,
  webhooks: v1_9_0.webhooks,
  crd: v1_9_0.crd.filter(({ holder }) => !holder.includes('resourcesPolicy')),
  kubernetes: { ...v1_9_0.kubernetes, limitsImagePathOnly: false },
}
