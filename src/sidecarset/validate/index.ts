export { validateSidecarSet, type ValidationContext } from './validate-sidecar-set.js'
export type { PatchMetadataWhitelist } from './spec/whitelist.js'
