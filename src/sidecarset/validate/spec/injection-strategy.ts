import type { IssueCollector } from '../../../issue/index.js'
import { indexRevisions, type RevisionIndex } from '../../../inject/compile/revision-index.js'
import { mergeRevision } from '../../../inject/decide/merge-revision.js'
import { profileBehaviours } from '../../../inject/profile-behaviour.js'
import type { ControllerRevision, SidecarSetInjectRevision } from '../../../manifest/api-types.js'
import { kruiseNamespace } from '../../annotation-names.js'
import type { StoredSidecarSet } from '../../read-sidecar-set.js'
import { requireChoice } from '../field-checks.js'
import { quote } from '../../../text/quote.js'
import type { ValidationRules } from '../validation-rules.js'

/**
 * Reports what is wrong with `injectionStrategy.revision`: it must name a revision that exists and can be applied.
 *
 * @param revisions the ControllerRevisions there are; undefined where they are not known, and then none is looked for
 */
export function validateRevision(
  set: StoredSidecarSet,
  issues: IssueCollector,
  rules: ValidationRules,
  revisions: readonly ControllerRevision[] | undefined,
): void {
  const wanted = set.spec.injectionStrategy?.revision
  if (wanted === undefined) return
  requireChoice(issues.at('policy'), wanted.policy ?? '', rules.revisionPolicies, 'invalid')
  if (wanted.revisionName === undefined && wanted.customVersion === undefined) {
    issues.error('invalid', 'name the revision: write customVersion or revisionName, or leave out `revision`')
    return
  }
  if (revisions === undefined) return
  const index = indexRevisions(revisions, profileBehaviours[rules.profile])
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
