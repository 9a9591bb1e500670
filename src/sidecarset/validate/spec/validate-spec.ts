import type { IssueCollector } from '../../../issue/index.js'
import type { ControllerRevision, SidecarSetSpec } from '../../../manifest/api-types.js'
import { isNativeSidecar } from '../../hash.js'
import type { StoredSidecarSet } from '../../read-sidecar-set.js'
import { validatePodParts } from '../pod/validate-pod-parts.js'
import type { ValidationRules } from '../validation-rules.js'
import { checkWhitelist } from './check-whitelist.js'
import { validateRevision } from './injection-strategy.js'
import { validatePatchPodMetadata } from './patch-pod-metadata.js'
import { validateResourcesPolicy } from './resources-policy.js'
import { validateSelectors } from './selectors.js'
import { validateSidecarPolicies } from './sidecar-policies.js'
import { validateUpdateStrategy } from './update-strategy.js'
import type { PatchMetadataWhitelist } from './whitelist.js'

/** What the cluster around a SidecarSet has, as far as it is known. */
export interface SpecSurroundings {
  readonly controllerRevisions?: readonly ControllerRevision[] | undefined
  readonly patchMetadataWhitelist?: PatchMetadataWhitelist | undefined
}

/** Reports what OpenKruise refuses in the spec of one SidecarSet, defaulted, taken for itself. */
export function validateSpec(
  set: StoredSidecarSet,
  issues: IssueCollector,
  rules: ValidationRules,
  surroundings: SpecSurroundings,
): void {
  const { spec } = set
  validateSelectors(set, issues, rules)
  validateContainersGiven(spec, issues)
  validateNativeSidecars(spec, issues)
  validateSidecarFields(spec, issues)
  const revision = issues.at('injectionStrategy', 'revision')
  validateRevision(set, revision, rules, surroundings.controllerRevisions)
  validateUpdateStrategy(spec.updateStrategy ?? {}, issues.at('updateStrategy'), rules)
  validatePatchPodMetadata(spec.patchPodMetadata ?? [], issues.at('patchPodMetadata'))
  checkWhitelist(set, issues.at('patchPodMetadata'), surroundings.patchMetadataWhitelist)
  validatePodParts(spec, issues, rules)
}

function validateContainersGiven(
  { containers = [], initContainers = [] }: SidecarSetSpec,
  issues: IssueCollector,
): void {
  if (containers.length === 0 && initContainers.length === 0)
    issues
      .at('containers')
      .error('required', 'is missing: a SidecarSet needs containers or initContainers to inject')
}

/** Only later versions know native sidecars, and they cannot update them in running Pods. */
function validateNativeSidecars(
  { initContainers = [], updateStrategy }: SidecarSetSpec,
  issues: IssueCollector,
): void {
  if (updateStrategy?.type !== 'RollingUpdate') return
  initContainers.forEach((container, index) => {
    if (isNativeSidecar(container))
      issues
        .at('updateStrategy', 'type')
        .error(
          'required',
          `initContainers[${index}] is a native sidecar, which is not updated; write NotUpdate`,
        )
  })
}

function validateSidecarFields(
  { containers = [], initContainers = [] }: SidecarSetSpec,
  issues: IssueCollector,
): void {
  containers.forEach((container, index) => {
    const place = issues.at('containers', index)
    validateSidecarPolicies(container, place)
    validateResourcesPolicy(container, 'container', place.at('resourcesPolicy'))
  })
  initContainers.forEach((container, index) =>
    validateResourcesPolicy(container, 'init', issues.at('initContainers', index, 'resourcesPolicy')),
  )
}
