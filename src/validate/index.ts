export { compileSidecarSets, type ComparedSidecarSets } from './compared-sets.js'
export { validateSidecarSet, type ValidationContext } from './validate-sidecar-set.js'
export type { PatchMetadataWhitelist } from './whitelist.js'
export { validateResourceBinding, type BindingValidationContext } from './binding.js'
