import type { IssueCollector } from '../../../issue/index.js'
import { isFileMode, localPathMistakes } from '../../../kubernetes/names/index.js'
import type { ConfigMapVolumeSource, KeyToPath, SecretVolumeSource } from '../../../manifest/api-types.js'
import { reportMistakes, requireText } from '../field-checks.js'

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
