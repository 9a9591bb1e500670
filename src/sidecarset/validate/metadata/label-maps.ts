import type { IssueCollector } from '../../../issue/index.js'
import {
  annotationKeyMistakes,
  byteLength,
  labelValueMistakes,
  qualifiedNameMistakes,
} from '../../../kubernetes/names/index.js'
import { reportMistakes } from '../field-checks.js'
import { quote } from '../../../text/quote.js'

type TextMap = Readonly<Record<string, string>> | undefined

/** All annotations of an object together, keys and values, in bytes. */
const largestAnnotations = 256 * 1024

/** Reports labels whose keys are no qualified names or whose values are no label values, at the map itself. */
export function validateLabels(labels: TextMap, issues: IssueCollector): void {
  for (const [key, value] of Object.entries(labels ?? {})) {
    reportMistakes(issues, key, qualifiedNameMistakes(key))
    for (const mistake of labelValueMistakes(value))
      issues.error('invalid', `value ${quote(value)} of label ${quote(key)}: ${mistake}`)
  }
}

/** Reports annotations whose keys are none, and annotations that are too large together, at the map itself. */
export function validateAnnotations(annotations: TextMap, issues: IssueCollector): void {
  let bytes = 0
  for (const [key, value] of Object.entries(annotations ?? {})) {
    reportMistakes(issues, key, annotationKeyMistakes(key))
    bytes += byteLength(key) + byteLength(value)
  }
  if (bytes > largestAnnotations)
    issues.error(
      'too-long',
      `the annotations have ${bytes} bytes together, and at most ${largestAnnotations} are allowed`,
    )
}
