import type { Issue } from '../issue/index.js'
import { SidecarSetError } from '../issue/index.js'
import { createInputBudget, readDocuments, type TextFinding } from './yaml/documents.js'
import { resolveLimits, type ManifestLimits } from './yaml/limits.js'
import { TextPositions } from './yaml/positions.js'

/**
 * The documents of a YAML or JSON text, read as the Kubernetes API server reads them.
 *
 * 1. Plain scalars follow YAML 1.1 as Go's parser has it: `0644` is 420, `yes` and `on` are booleans, dates and `12:30`
 *    stay text. Keys become text: `on:` is "true".
 * 2. `<<` merges mappings, aliases are copied.
 * 3. Empty documents are skipped. One that says `null` is not empty.
 * 4. A document that is valid JSON is read as JSON.
 * 5. The same key twice in one mapping is refused, even though the API server would take the later one.
 * 6. Between two `---` lines the first document counts, and what stands behind it is not read.
 *
 * Numbers beyond the precision of a double are rounded, as JSON.parse does.
 *
 * @throws SidecarSetError with every mistake of every document, each with line and column
 * @example parseYaml('mode: 0644\n---\non: yes') // [{ mode: 420 }, { true: true }]
 */
export function parseYaml(text: string, options?: ManifestLimits): unknown[] {
  const limits = resolveLimits('parseYaml', options)
  const { documents, findings } = readDocuments(text, limits, createInputBudget(limits))
  const errors = findings.filter((finding) => finding.severity === 'error')
  if (errors.length > 0) {
    const positions = new TextPositions(text, limits)
    throw new SidecarSetError(
      'manifest',
      errors.map((finding) => toIssue(finding, positions)),
    )
  }
  return documents.map((document) => document.value)
}

/** A finding about a text as an issue, with line and column. */
export function toIssue(finding: TextFinding, positions: TextPositions): Issue {
  const { code, severity, message, path, offset } = finding
  return { code, severity, message, path, ...positions.at(offset) }
}
