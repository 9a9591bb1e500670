// The public surface, grouped by stage. A test pins this list.

export type * from './shared-types.js'
export { SidecarSetError, toFieldPath, type ErrorStage } from './issue/index.js'
export type { FormatOptions } from './text/render-document.js'

// manifests: text and objects in, typed manifests out
export {
  locateIssues,
  parseManifests,
  parseYaml,
  safeParseManifests,
  type ManifestLimits,
  type Manifests,
  type ManifestSource,
  type NamedText,
  type OtherManifest,
  type ParseResult,
  type Position,
  type SourceMap,
} from './manifest/index.js'
export { formatYaml } from './manifest/yaml.js'
export { detectProfile, type DetectedProfile, type ProfileAdvice } from './profile/detect-profile.js'

// label selectors
export {
  compileLabelSelector,
  matchesLabelSelector,
  type CompiledLabelSelector,
  type Contradiction as SelectorContradiction,
  type LabelMismatch,
  type Labels,
  type Requirement as LabelRequirement,
  type SelectorOperator,
} from './selector/index.js'

// references to other namespaces
export {
  describeGrants,
  formatGrants,
  formatResourceReference,
  parseResourceReference,
  safeParseResourceReference,
  type BindingId,
  type FoundReference,
  type GrantDescription,
  type GrantedObject,
  type ParsedReference,
  type QualifiedReference,
  type ReferenceDecision,
  type ReferenceReason,
  type ReferenceRoute,
  type ResourceKind,
  type ResourceReference,
} from './reference/index.js'

// injection
export { injectSidecars } from './inject/injector.js'
export type * from './inject/types.js'
export type * from './inject/report-types.js'
export type { DecisionFacts, ReasonCode, RevisionFacts } from './inject/decide/reasons.js'
export { defaultSidecarSet } from './sidecarset/default-sidecar-set.js'
export { convertSidecarSet } from './sidecarset/convert-sidecar-set.js'
export type { SidecarSetVersion } from './sidecarset/read-sidecar-set.js'
export { hashSidecarSet, type SidecarSetHashes } from './sidecarset/hash.js'

// patches
export { applyPatch } from './patch/index.js'

// validation
export {
  compileSidecarSets,
  checkManifests,
  validateResourceBinding,
  validateSidecarSet,
  type BindingValidationContext,
  type ComparedSidecarSets,
  type PatchMetadataWhitelist,
  type ValidationContext,
  type CheckOptions,
} from './validate/index.js'

// would the API server take the Pod, and would it work?
export { checkPod, type PodCheckContext } from './check/index.js'
export type { InjectedContainer, InjectedPart, InjectedParts } from './virtual-node/check-subject.js'

// admission webhooks
export { reviewPod, type PodReviewResult, type ReviewPodOptions } from './admission/review-pod.js'
export {
  reviewResourceBinding,
  type ReviewResourceBindingContext,
} from './admission/review-resource-binding.js'
export {
  reviewSidecarSet,
  type ReviewSidecarSetContext,
  type ReviewSidecarSetOptions,
} from './admission/review-sidecar-set.js'
export type * from './admission/review.js'

// workloads: the Pod template inside Deployment, Job, CloneSet, ...
export {
  injectWorkload,
  readPodTemplate,
  type CustomWorkloadKind,
  type PodTemplate,
  type PodTemplateOptions,
  type ReadPodTemplate,
  type WorkloadInjection,
  type WorkloadRequest,
} from './workload/index.js'

// the injector, with all that a report of it says
export {
  createInjector,
  reportWorkload,
  type WorkloadReport,
  type WorkloadReportRequest,
} from './report/index.js'

// explanations: reports for people, and the reverse question
export {
  compareSidecarSets,
  findMatchingPods,
  formatComparison,
  formatIssues,
  formatMatrix,
  formatReport,
  listCodes,
  type CodeMeaning,
  type IssuesFormat,
  type MatrixFormat,
  type PodComparison,
  type PodEffect,
  type PodMatch,
  type PodMatches,
  type PodsContext,
  type Reportable,
  type ReportOptions,
  type SettingChange,
  type SidecarSetComparison,
} from './explain/index.js'
export type { SidecarSetChange } from './update/classify-change.js'
export type { ChangeNeed, ContainerChange } from './update/compare-containers.js'
export type * from './inject/decide/near-miss.js'
export type * from './inject/provenance/types.js'
