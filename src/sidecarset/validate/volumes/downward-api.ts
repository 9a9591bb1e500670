import type { IssueCollector } from '../../../issue/index.js'
import type { DownwardAPIVolumeFile, DownwardAPIVolumeSource } from '../../../manifest/api-types.js'
import { validateVolumeFieldRef } from '../pod/field-ref.js'
import { validateResourceFieldRef } from '../pod/resource-field-ref.js'
import type { ValidationRules } from '../validation-rules.js'
import { requireFileMode, validateFilePath } from './config-files.js'
import type { VolumeContext } from './volume-context.js'

/** Reports what is wrong with files made of fields of the Pod. */
export function validateDownwardApi(
  { items, defaultMode }: DownwardAPIVolumeSource,
  issues: IssueCollector,
  { rules }: VolumeContext,
): void {
  requireFileMode(defaultMode, issues.at('defaultMode'))
  validateDownwardItems(items, issues.at('items'), rules)
}

/** Reports what is wrong with the files themselves, also with those of a projected source. */
export function validateDownwardItems(
  items: readonly DownwardAPIVolumeFile[] | undefined,
  issues: IssueCollector,
  rules: ValidationRules,
): void {
  items?.forEach((item, index) => {
    const place = issues.at(index)
    validateFilePath(item.path, place.at('path'))
    requireFileMode(item.mode, place.at('mode'))
    validateOrigin(item, place, rules)
  })
}

function validateOrigin(
  { fieldRef, resourceFieldRef }: DownwardAPIVolumeFile,
  issues: IssueCollector,
  rules: ValidationRules,
): void {
  if (fieldRef === undefined && resourceFieldRef === undefined)
    issues.error('required', 'write what the file holds: fieldRef or resourceFieldRef')
  if (fieldRef !== undefined && resourceFieldRef !== undefined)
    issues.error('invalid', 'fieldRef and resourceFieldRef exclude each other; leave out one of the two')
  if (fieldRef !== undefined) validateVolumeFieldRef(fieldRef, issues.at('fieldRef'), rules)
  else if (resourceFieldRef !== undefined)
    validateResourceFieldRef(resourceFieldRef, issues.at('resourceFieldRef'), 'volume')
}
