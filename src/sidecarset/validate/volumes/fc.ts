import type { IssueCollector } from '../../../issue/index.js'
import type { FCVolumeSource } from '../../../manifest/api-types.js'
import { requireWithin } from '../field-checks.js'

/** Reports that the target is named neither way or both ways, and a number of it that is missing or there is not. */
export function validateFc(
  { targetWWNs = [], wwids = [], lun }: FCVolumeSource,
  issues: IssueCollector,
): void {
  const place = issues.at('targetWWNs')
  if (targetWWNs.length === 0 && wwids.length === 0)
    place.error('required', 'name the target by targetWWNs or wwids')
  if (targetWWNs.length > 0 && wwids.length > 0)
    place.error('invalid', 'targetWWNs and wwids exclude each other; leave out one of the two')
  if (targetWWNs.length === 0) return
  if (lun === undefined) issues.at('lun').error('required', 'targetWWNs needs lun, from 0 to 255')
  else requireWithin(issues.at('lun'), lun, [0, 255])
}
