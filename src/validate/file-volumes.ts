import type { IssueCollector } from '../issue/index.js'
import { isFileMode, localPathMistakes } from '../kubernetes/names/index.js'
import type {
  ConfigMapVolumeSource,
  DownwardAPIVolumeFile,
  DownwardAPIVolumeSource,
  KeyToPath,
  SecretVolumeSource,
} from '../manifest/api-types.js'
import { reportMistakes, requireText } from '../kubernetes/field-checks.js'
import { validateResourceFieldRef, validateVolumeFieldRef } from './field-ref.js'
import type { ValidationRules } from './rules.js'
import type { VolumeContext } from './surroundings.js'

/** Reports a missing name, a mode that files cannot have, and wrong items. Any text passes as the name. */
export function validateSecret(
  { secretName, defaultMode, items }: SecretVolumeSource,
  issues: IssueCollector,
): void {
  requireText(issues.at('secretName'), secretName, 'name the Secret: its field is secretName here')
  requireFileMode(defaultMode, issues.at('defaultMode'))
  validateItems(items, issues.at('items'))
}

/** Reports a missing name, a mode that files cannot have, and wrong items. Any text passes as the name. */
export function validateConfigMap(
  { name, defaultMode, items }: ConfigMapVolumeSource,
  issues: IssueCollector,
): void {
  requireText(issues.at('name'), name, 'name the ConfigMap')
  requireFileMode(defaultMode, issues.at('defaultMode'))
  validateItems(items, issues.at('items'))
}

/** Reports what is wrong with the files made of single keys. */
export function validateItems(items: readonly KeyToPath[] | undefined, issues: IssueCollector): void {
  items?.forEach(({ key, path, mode }, index) => {
    const place = issues.at(index)
    requireText(place.at('key'), key, 'name the key that becomes a file')
    validateFilePath(path, place.at('path'))
    requireFileMode(mode, place.at('mode'))
  })
}

/** Reports a path that is missing or does not stay inside the volume. */
export function validateFilePath(path: string | undefined, issues: IssueCollector): void {
  if (requireText(issues, path, 'write the path of the file inside the volume'))
    reportMistakes(issues, path, localPathMistakes(path))
}

/** Reports a mode that files cannot have. */
export function requireFileMode(mode: number | undefined, issues: IssueCollector): void {
  if (mode !== undefined && !isFileMode(mode))
    issues.error('invalid', `${mode} is no file mode; modes are from 0 to 0777 octal, which is 511`)
}

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
