import type { IssueCollector } from '../issue/index.js'
import type { SidecarContainer, SidecarSetPatchPodMetadata, SidecarSetSpec } from '../manifest/api-types.js'
import { isNativeSidecar } from '../sidecarset/hash.js'
import type { StoredSidecarSet } from '../sidecarset/read-sidecar-set.js'
import { quote } from '../text/visible.js'
import { validateAnnotations } from './metadata.js'
import { validatePodParts } from './containers.js'
import { validateSelectors } from './selectors.js'
import type { ValidationRules } from './rules.js'
import { validateInitTransfer, validateResourcesPolicy, validateSidecarPolicies } from './sidecar-fields.js'
import { validateRevision, validateUpdateStrategy, type RevisionSurroundings } from './strategies.js'
import { checkWhitelist, type WhitelistSurroundings } from './whitelist.js'

/** What the cluster around a SidecarSet has, as far as it is known. */
export interface SpecSurroundings extends RevisionSurroundings, WhitelistSurroundings {}

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
  validateRevision(set, revision, rules, surroundings)
  validateUpdateStrategy(spec.updateStrategy ?? {}, issues.at('updateStrategy'), rules)
  validatePatchPodMetadata(spec.patchPodMetadata ?? [], issues.at('patchPodMetadata'))
  checkWhitelist(set, issues.at('patchPodMetadata'), surroundings)
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
  initContainers.forEach((container, index) => {
    const place = issues.at('initContainers', index)
    validateInitTransfer(container, place)
    validateResourcesPolicy(container, 'init', place.at('resourcesPolicy'))
  })
}

/** Reports entries without annotations, keys that come again, and annotations that no object can have. */
function validatePatchPodMetadata(
  patches: readonly SidecarSetPatchPodMetadata[],
  issues: IssueCollector,
): void {
  const seen = new Set<string>()
  patches.forEach(({ annotations = {} }, index) => {
    const place = issues.at(index, 'annotations')
    const keys = Object.keys(annotations)
    if (keys.length === 0)
      place.error('required', 'an entry needs annotations; no other metadata can be patched')
    for (const key of keys) {
      if (seen.has(key)) place.error('duplicate', `annotation ${quote(key)} is in an earlier entry already`)
      seen.add(key)
    }
    validateAnnotations(annotations, place)
  })
}

/**
 * Reports changes of an update that are not allowed, both states defaulted: a container that was not there, and another
 * upgradeType. Containers may go, and init containers and everything else may change.
 */
export function validateAgainstOlder(
  containers: readonly SidecarContainer[],
  older: readonly SidecarContainer[],
  issues: IssueCollector,
): void {
  const before = new Map(older.map((container) => [container.name ?? '', container]))
  const known = listNames([...before.keys()])
  containers.forEach((container, index) => {
    const name = container.name ?? ''
    const was = before.get(name)
    if (was === undefined) {
      issues.at(index, 'name').error('immutable-field', describeNewName(name, known))
      return
    }
    const [from = '', to = ''] = [was.upgradeStrategy?.upgradeType, container.upgradeStrategy?.upgradeType]
    if (from !== to)
      issues
        .at(index, 'upgradeStrategy', 'upgradeType')
        .error(
          'immutable-field',
          `it was ${quote(from)} and cannot become ${quote(to)}; make a new SidecarSet`,
        )
  })
}

function describeNewName(name: string, known: string): string {
  return `an update cannot add or rename containers, and ${quote(name)} is not one of ${known}; create a new SidecarSet`
}

/** Up to five names; a long list would be repeated with every new container. */
function listNames(names: readonly string[]): string {
  if (names.length === 0) return 'those that were there'
  const more = names.length > 5 ? ` and ${names.length - 5} others` : ''
  return `${names.slice(0, 5).map(quote).join(', ')}${more}`
}
