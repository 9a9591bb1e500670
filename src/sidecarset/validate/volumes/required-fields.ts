import type { IssueCollector } from '../../../issue/index.js'
import type { CinderVolumeSource } from '../../../manifest/api-types.js'
import { requireText } from '../field-checks.js'

/** The names of the fields of a source that hold a text or a list of texts. */
type TextField<Source> = {
  [Field in keyof Source]-?: Source[Field] extends string | readonly string[] | undefined ? Field : never
}[keyof Source]

/** A rule that asks for nothing but some fields. */
export function requireFields<Source extends object>(
  ...fields: readonly (TextField<Source> & string)[]
): (source: Source, issues: IssueCollector) => void {
  return (source, issues) => {
    for (const field of fields) {
      const value: unknown = source[field]
      const isEmpty =
        value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
      if (isEmpty) issues.at(field).error('required', `is missing: this kind of volume needs ${field}`)
    }
  }
}

/** Reports a missing volume, and a reference to a Secret that names none. */
export function validateCinder(source: CinderVolumeSource, issues: IssueCollector): void {
  requireText(issues.at('volumeID'), source.volumeID, 'this kind of volume needs volumeID')
  if (source.secretRef !== undefined)
    requireText(issues.at('secretRef', 'name'), source.secretRef.name, 'name the Secret')
}
