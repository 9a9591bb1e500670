// The one door to js-yaml's writer. Its reader is behind ./yaml/compose.
import jsYaml from 'js-yaml'
import { SidecarSetError } from '../issue/index.js'
import { findExcess } from './read/object-bounds.js'
import { createInputBudget } from './yaml/documents.js'
import { resolveLimits } from './yaml/limits.js'
import { plainValue } from './yaml/scalar-value.js'

/** Makes js-yaml quote what our reader, and so the API server, would take for something other than text. */
const quotedPlainText = new jsYaml.Type('tag:sidecarset,2026:not-text', {
  kind: 'scalar',
  resolve: (text: string) => plainValue(text).type !== 'string',
  predicate: () => false,
})

const schema: jsYaml.Schema = /* @__PURE__ */ jsYaml.DEFAULT_SCHEMA.extend({ implicit: [quotedPlainText] })

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
  return jsYaml.dump(manifest, { schema, lineWidth: -1, noRefs: true, skipInvalid: true })
}
