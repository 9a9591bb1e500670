import type { IssueCollector } from '../../../issue/index.js'
import type { OwnerReference } from '../../../manifest/api-types.js'

/** Reports owner references that are incomplete, name what cannot own, or are the second controller. */
export function validateOwnerReferences(
  owners: readonly OwnerReference[] | undefined,
  issues: IssueCollector,
): void {
  let hasController = false
  owners?.forEach((owner, index) => {
    const place = issues.at(index)
    validateOwner(owner, place)
    if (owner.controller !== true) return
    if (hasController)
      place.error('invalid', 'only one owner can be the controller; leave out `controller` of the others')
    hasController = true
  })
}

function validateOwner(owner: OwnerReference, issues: IssueCollector): void {
  const { group, version } = splitApiVersion(owner.apiVersion ?? '')
  if (version === '')
    issues.at('apiVersion').error('invalid', 'an owner needs an apiVersion such as v1 or apps/v1')
  for (const field of ['kind', 'name', 'uid'] as const)
    if ((owner[field] ?? '') === '') issues.at(field).error('invalid', `an owner needs a ${field}`)
  if (group === '' && version === 'v1' && owner.kind === 'Event')
    issues.error('invalid', 'an Event cannot own anything')
}

/** `group/version` or `version`; both empty where there are more slashes. */
function splitApiVersion(text: string): { readonly group: string; readonly version: string } {
  const parts = text.split('/', 3)
  if (parts.length === 1) return { group: '', version: text }
  return parts.length === 2 ? { group: parts[0] ?? '', version: parts[1] ?? '' } : { group: '', version: '' }
}
