// The one door to js-yaml, which writes YAML here. (Reading is done by ./yaml: the API server reads otherwise.)
import jsYaml from 'js-yaml'
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
 * @param manifest a JSON value. For a stream of several, join the texts by lines of `---`.
 * @example formatYaml({ kind: 'Pod', metadata: { name: 'web' } }) // 'kind: Pod\nmetadata:\n  name: web\n'
 */
export function formatYaml(manifest: unknown): string {
  return jsYaml.dump(manifest, { schema, lineWidth: -1, noRefs: true, skipInvalid: true })
}
