export { formatRequirement, formatRequirements } from './requirement.js'
export { compileLabelSelector, matchesLabelSelector, type CompiledLabelSelector } from './label-selector.js'
export { readLabel, type Labels } from './labels.js'
export {
  compileLenientSelector,
  type LabelMismatch,
  type LenientSelector,
  type UnknownOperator,
} from './lenient-selector.js'
export {
  compileRequirement,
  selectorOperators,
  type Requirement,
  type SelectorOperator,
} from './requirement.js'
export {
  canBothMatch,
  canNeverMatch,
  contradictionAmong,
  findContradiction,
  type Contradiction,
} from './selector-contradiction.js'
export type { SelectorFault } from './read-selector.js'
export { amendSelectorIndex, type IndexChanges } from './selector-index.js'
export { findIndexKeys, type IndexableSelector, type IndexKeys } from './index-keys.js'
export { buildSelectorIndex, type NamespaceFacts, type SelectorIndex } from './selector-index.js'
export {
  compileForOverlap,
  overlapCrudely,
  selectorsOverlapCrudely,
  type OverlapFacts,
} from './selector-overlap.js'
export { validateLabelSelector } from './validate-label-selector.js'
