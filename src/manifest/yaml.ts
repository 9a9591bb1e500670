import { SidecarSetError } from '../issue/index.js'
import { findExcess } from './read/read-source.js'
import { createInputBudget, readDocuments } from './yaml/documents.js'
import { DEFAULT_SCHEMA, dump, Type, type Schema } from './yaml/js-yaml.js'
import { resolveLimits, type ManifestLimits } from './yaml/limits.js'
import { TextPositions, toIssue } from './yaml/positions.js'
import { plainValue } from './yaml/scalars.js'

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

// The one door to js-yaml's writer. Its reader is behind ./yaml/compose.

/** Makes js-yaml quote what our reader, and so the API server, would take for something other than text. */
const quotedPlainText = /* @__PURE__ */ new Type('tag:sidecarset,2026:not-text', {
  kind: 'scalar',
  resolve: (text: string) => plainValue(text).type !== 'string',
  predicate: () => false,
})

const schema: Schema = /* @__PURE__ */ DEFAULT_SCHEMA.extend({ implicit: [quotedPlainText] })

/**
 * A manifest as YAML, for people and for pipes. `parseYaml` reads it back as the same value.
 *
 * 1. Keys keep their order; absent values (undefined) are left out.
 * 2. Text that a YAML 1.1 reader would take for something else (`yes`, `0644`, `1_000`) stands in quotes.
 * 3. Repeated objects are written out: no anchors.
 *
 * @throws SidecarSetError `limit-exceeded` for what `parseYaml` would not read back: nested deeper than 500 levels, more
 *   than 1,000,000 values, or an object that contains itself
 * @param manifest a JSON value. For a stream of several, join the texts by lines of `---`.
 * @example formatYaml({ kind: 'Pod', metadata: { name: 'web' } }) // 'kind: Pod\nmetadata:\n  name: web\n'
 */
export function formatYaml(manifest: unknown): string {
  const limits = resolveLimits('formatYaml')
  const isObject = typeof manifest === 'object' && manifest !== null
  const excess = isObject ? findExcess(manifest, limits, createInputBudget(limits)) : undefined
  if (excess !== undefined)
    throw new SidecarSetError('manifest', [
      { code: 'limit-exceeded', severity: 'error', message: excess, path: [] },
    ])
  return dump(manifest, { schema, lineWidth: -1, noRefs: true, skipInvalid: true })
}
