import { profiles } from '../profile.js'
import { indexRevisions, type RevisionIndex } from '../inject/compile/revision-index.js'
import { mergeRevision } from '../inject/decide/revision.js'
import { createIssueCollector, type IssueCollector, toFieldPath } from '../issue/index.js'
import { isPercent } from '../kubernetes/names/index.js'
import type {
  ControllerRevision,
  SidecarSetInjectRevision,
  SidecarSetUpdateStrategy,
  UpdatePriorityStrategy,
  UpdatePriorityWeightTerm,
  UpdateScatterTerm,
} from '../manifest/api-types.js'
import { validateLabelSelector } from '../selector/index.js'
import { defaultKruiseNamespace } from '../sidecarset/annotation-names.js'
import type { StoredSidecarSet } from '../sidecarset/read-sidecar-set.js'
import { quote } from '../text/visible.js'
import { requireChoice } from '../kubernetes/field-checks.js'
import type { ValidationRules } from './rules.js'
import { isEmptySelector, validateSidecarSelector } from './selectors.js'

/** Reports what is wrong with an update strategy, defaulted. Nothing of it is judged unless its type is `RollingUpdate`. */
export function validateUpdateStrategy(
  strategy: SidecarSetUpdateStrategy,
  issues: IssueCollector,
  rules: ValidationRules,
): void {
  if (strategy.type !== 'RollingUpdate') return
  validateAmount(strategy.partition, issues.at('partition'))
  validateAmount(strategy.maxUnavailable, issues.at('maxUnavailable'))
  if (strategy.selector !== undefined) {
    validateSidecarSelector(strategy.selector, issues.at('selector'))
    if (rules.refusesPartitionBesideSelector && strategy.partition !== 0)
      issues
        .at('partition')
        .error('invalid', 'selector and partition exclude each other; leave out one of the two')
  }
  validateScatter(strategy.scatterStrategy ?? [], issues.at('scatterStrategy'))
  if (strategy.priorityStrategy !== undefined)
    validatePriorityStrategy(strategy.priorityStrategy, issues.at('priorityStrategy'), rules)
}

/** A number of Pods, or a share of them. */
function validateAmount(amount: number | string | undefined, issues: IssueCollector): void {
  if (typeof amount === 'number' && amount < 0)
    issues.error('invalid', `${amount} is negative; write a number of Pods, or a percentage such as 20%`)
  if (typeof amount === 'string' && !isPercent(amount))
    issues.error(
      'invalid',
      `${quote(amount)} is no percentage; write a percentage such as 20%, or a number without quotes`,
    )
}

function validateScatter(terms: readonly UpdateScatterTerm[], issues: IssueCollector): void {
  const seen = new Set<string>()
  terms.forEach(({ key = '', value = '' }, index) => {
    const pair = JSON.stringify([key, value])
    if (key === '') issues.error('required', `entry ${index} needs the key of a label`)
    else if (seen.has(pair))
      issues.error('duplicate', `entry ${index}: ${quote(`${key}=${value}`)} comes again`)
    seen.add(pair)
  })
}

/**
 * Reports what is wrong with a priority strategy. Everything is reported at the strategy itself, as the reference does;
 * the message says at which entry.
 */
export function validatePriorityStrategy(
  strategy: UpdatePriorityStrategy,
  issues: IssueCollector,
  rules: ValidationRules,
): void {
  const { orderPriority = [], weightPriority = [] } = strategy
  if (orderPriority.length > 0 && weightPriority.length > 0)
    issues.error('required', 'orderPriority and weightPriority exclude each other; leave out one of the two')
  weightPriority.forEach((term, index) => validateWeight(term, `weightPriority[${index}]`, issues, rules))
  orderPriority.forEach(({ orderedKey = '' }, index) => {
    if (orderedKey === '')
      issues.error(
        'required',
        `orderPriority[${index}].orderedKey: name the label whose value gives the order`,
      )
  })
}

function validateWeight(
  term: UpdatePriorityWeightTerm,
  place: string,
  issues: IssueCollector,
  { profile }: ValidationRules,
): void {
  const { weight = 0, matchSelector = {} } = term
  if (weight < 0 || weight > 100)
    issues.error('required', `${place}.weight: ${weight} is not within 0 and 100`)
  if (isEmptySelector(matchSelector))
    issues.error('required', `${place}.matchSelector is empty; write which Pods have this weight`)
  const inside = createIssueCollector(undefined, ['matchSelector'])
  validateLabelSelector(matchSelector, inside, { profile })
  for (const { path, message } of inside.list)
    issues.error('required', `${place}.${toFieldPath(path)}: ${message}`)
}

/** Where revisions are looked for. */
export interface RevisionSurroundings {
  readonly controllerRevisions?: readonly ControllerRevision[] | undefined
  readonly kruiseNamespace?: string | undefined
}

/**
 * Reports what is wrong with `injectionStrategy.revision`: it must name a revision that exists and can be applied.
 * Where the ControllerRevisions are not known, none is looked for.
 */
export function validateRevision(
  set: StoredSidecarSet,
  issues: IssueCollector,
  rules: ValidationRules,
  { controllerRevisions: revisions, kruiseNamespace = defaultKruiseNamespace }: RevisionSurroundings,
): void {
  const wanted = set.spec.injectionStrategy?.revision
  if (wanted === undefined) return
  requireChoice(issues.at('policy'), wanted.policy ?? '', rules.revisionPolicies, 'invalid')
  if (wanted.revisionName === undefined && wanted.customVersion === undefined) {
    issues.error('invalid', 'name the revision: write customVersion or revisionName, or leave out `revision`')
    return
  }
  if (revisions === undefined) return
  const index = indexRevisions(revisions, profiles[rules.profile].injection, kruiseNamespace)
  const found = findRevision(wanted, index, set.name)
  if (found === undefined) {
    issues.error('revision-not-found', `${describeWanted(wanted)} is not among those of ${kruiseNamespace}`)
    return
  }
  const merged = mergeRevision(set, found, rules.profile)
  if (!merged.ok)
    issues.error('revision-invalid', `${describeWanted(wanted)} cannot be applied: ${merged.detail}`)
}

function findRevision(
  wanted: SidecarSetInjectRevision,
  index: RevisionIndex,
  sidecarSet: string,
): ControllerRevision | undefined {
  return wanted.revisionName === undefined
    ? index.byCustomVersion(wanted.customVersion ?? '', sidecarSet)
    : index.byName(wanted.revisionName)
}

function describeWanted({ revisionName, customVersion = '' }: SidecarSetInjectRevision): string {
  return revisionName === undefined
    ? `ControllerRevision of version ${quote(customVersion)}`
    : `ControllerRevision ${quote(revisionName)}`
}
