export { validateSidecarSet, type SidecarSetValidationContext } from './validate-sidecar-set.js'
export type { PatchMetadataWhitelist } from './spec/whitelist.js'
