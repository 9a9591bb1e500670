export {
  readLabel,
  requirementsOf,
  type Labels,
  compileRequirement,
  type Requirement,
  type SelectorOperator,
} from './requirement.js'
export {
  compileLabelSelector,
  matchesLabelSelector,
  type CompiledLabelSelector,
  validateLabelSelector,
} from './label-selector.js'
export { compileLenientSelector, type LabelMismatch, type LenientSelector } from './lenient-selector.js'
export {
  canBothMatch,
  canNeverMatch,
  contradictionAmong,
  findContradiction,
  type Contradiction,
  compileForOverlap,
  overlapCrudely,
  selectorsOverlapCrudely,
  type OverlapFacts,
} from './overlap.js'
export { amendSelectorIndex, type IndexChanges } from './selector-index.js'
export { findIndexKeys, type IndexableSelector, type IndexKeys } from './selectivity.js'
export { buildSelectorIndex, type NamespaceFacts, type SelectorIndex } from './selector-index.js'
