import type { IssueCollector } from '../../../issue/index.js'
import { byteLength } from '../../../kubernetes/names/index.js'
import type { ManagedFieldsEntry } from '../../../manifest/api-types.js'
import { requireChoice } from '../field-checks.js'
import { quote } from '../../../text/quote.js'

/** Reports entries of managedFields that no API server writes. People never write them at all. */
export function validateManagedFields(
  entries: readonly ManagedFieldsEntry[] | undefined,
  issues: IssueCollector,
): void {
  entries?.forEach((entry, index) => {
    const place = issues.at(index)
    const { operation = '', fieldsType = '', manager = '', subresource = '' } = entry
    requireChoice(place.at('operation'), operation, ['Apply', 'Update'], 'invalid')
    if (fieldsType !== '') requireChoice(place.at('fieldsType'), fieldsType, ['FieldsV1'], 'invalid')
    requireAtMost(place.at('manager'), manager, 128)
    if (!isPrintable(manager))
      place.at('manager').error('invalid', `${quote(manager)} has characters that cannot be printed`)
    requireAtMost(place.at('subresource'), subresource, 256)
  })
}

function requireAtMost(issues: IssueCollector, text: string, most: number): void {
  if (byteLength(text) > most) issues.error('too-long', `must be no more than ${most} characters`)
}

/** As Go sees it: letters, marks, numbers, punctuation, symbols and the plain space. */
function isPrintable(text: string): boolean {
  return /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]*$/u.test(text)
}
